// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import io.tidemark.kafka.broker.BrokerCluster;
import io.tidemark.kafka.broker.BrokerProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** What a test does with topics. */
final class Topics {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 8;
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final String servers;
    private final Supplier<String> brokers;

    Topics(BrokerProcess broker) {
        this(
                broker.bootstrapServers(),
                () -> "the broker " + (broker.isAlive() ? "runs" : "is dead") + ", and its log ends with:\n"
                        + broker.tail());
    }

    Topics(BrokerCluster cluster) {
        this(cluster.bootstrapServers(), cluster::tail);
    }

    private Topics(String servers, Supplier<String> brokers) {
        this.servers = servers;
        this.brokers = brokers;
    }

    /** A topic with as many copies as the brokers usually keep. */
    void create(String name, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException("no topic " + name, e);
        }
    }

    /** The {@code client.id} of the member of {@code group} that has partitions; empty while none has. */
    Optional<String> active(String group) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(described -> described.members().stream())
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .map(MemberDescription::clientId)
                    .findFirst();
        } catch (Exception e) {
            throw new IllegalStateException("no members of " + group, e);
        }
    }

    /** A producer that writes each record once, in order, however long the broker is away. */
    KafkaProducer<byte[], byte[]> producer() {
        return producer(PATIENCE);
    }

    /** A producer that writes as the one with {@code transactionalId}, and shuts out who had it before. */
    KafkaProducer<byte[], byte[]> transactions(String transactionalId) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", transactionalId),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** One that tries for {@code patience} to write a record. */
    private KafkaProducer<byte[], byte[]> producer(Duration patience) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", servers,
                        "linger.ms", "5",
                        "max.block.ms", "300000",
                        "delivery.timeout.ms", Long.toString(patience.toMillis()),
                        "reconnect.backoff.max.ms", "200"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Writes {@code values} to the partitions in turn, and returns when they are there, each once and in order.
     *
     * <p>Not left to one producer: seen twice in many builds, a broker that was killed and started again refused a producer's retries for ever as out of order, though its log lacked what it took them to follow. So who does not
     * get through in a while ends, another one looks how far it came, and goes on from there.
     */
    void produce(String topic, int partitions, List<String> values) {
        long[] before = ends(topic, partitions);
        long[] written = new long[partitions];
        for (int attempt = 1; ; attempt++) {
            try {
                produceRest(topic, values, written);
                return;
            } catch (ExecutionException | InterruptedException e) {
                if (attempt == ATTEMPTS || !isPassing(e.getCause())) {
                    throw new IllegalStateException("the broker did not take the records: " + described(topic), e);
                }
            }
            long[] ends = settledEnds(topic, partitions);
            Arrays.setAll(written, partition -> ends[partition] - before[partition]);
        }
    }

    private static boolean isPassing(@Nullable Throwable cause) {
        return cause instanceof TimeoutException || cause instanceof OutOfOrderSequenceException;
    }

    /** Writes those of {@code values} that come after the {@code written} ones of their partitions. */
    private void produceRest(String topic, List<String> values, long[] written)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = producer(PATIENCE.dividedBy(ATTEMPTS))) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                int partition = i % written.length;
                if (i / written.length >= written[partition]) {
                    sent.add(producer.send(record(topic, partition, values.get(i))));
                }
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }

    /** The ends once nothing that was under way comes any more: a broker that was frozen still takes what it was sent before. */
    private long[] settledEnds(String topic, int partitions) {
        long[] ends = ends(topic, partitions);
        while (true) {
            LockSupport.parkNanos(SETTLING.toNanos());
            long[] later = ends(topic, partitions);
            if (Arrays.equals(ends, later)) {
                return ends;
            }
            ends = later;
        }
    }

    private long[] ends(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(i -> new TopicPartition(topic, i), i -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            long[] ends = new long[partitions];
            admin.listOffsets(latest).all().get().forEach((at, end) -> ends[at.partition()] = end.offset());
            return ends;
        } catch (Exception e) {
            throw new IllegalStateException("no ends of " + topic, e);
        }
    }

    /** Who leads the partitions, as the broker says, and what it has logged. */
    private String described(String topic) {
        String log = "; " + brokers.get();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            return admin.describeTopics(List.of(topic)).allTopicNames().get() + log;
        } catch (Exception e) {
            return "nor does it describe " + topic + ": " + e + log;
        }
    }

    static ProducerRecord<byte[], byte[]> record(String topic, int partition, String value) {
        return new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what is committed in {@code topic} until {@code enough} says so of all of it, or for {@code most}; then a little longer, for what is too much. */
    List<ConsumerRecord<String, String>> committed(String topic, int enough, Duration most) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        follow(topic, most, records::add, () -> records.size() >= enough);
        return records;
    }

    /** All that {@code topic} has, where no transactions write: each partition in its order. */
    List<List<String>> values(String topic, int partitions) {
        List<List<String>> values = Stream.generate(() -> (List<String>) new ArrayList<String>())
                .limit(partitions)
                .toList();
        int all = Math.toIntExact(Arrays.stream(ends(topic, partitions)).sum());
        committed(topic, all, PATIENCE)
                .forEach(record -> values.get(record.partition()).add(record.value()));
        return values;
    }

    /** Whether a test has seen enough. */
    @FunctionalInterface
    interface Enough {
        boolean isReached() throws Exception;
    }

    /** Hands every committed record on, from the beginning, until it is enough or {@code most} is over. */
    void follow(String topic, Duration most, Consumer<ConsumerRecord<String, String>> reader, Enough enough) {
        Map<String, Object> config = Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
        long end = System.nanoTime() + most.toNanos();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!enough.isReached() && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(50)).forEach(reader);
            }
            consumer.poll(Duration.ofMillis(300)).forEach(reader);
        } catch (Exception e) {
            throw new IllegalStateException("the topic " + topic + " cannot be read", e);
        }
    }
}
