// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import io.tidemark.kafka.broker.BrokerProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a test does with topics. */
final class Topics {
    private final BrokerProcess broker;
    private final String servers;

    Topics(BrokerProcess broker) {
        this.broker = broker;
        servers = broker.bootstrapServers();
    }

    void create(String name, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
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
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", servers,
                        "linger.ms", "5",
                        "max.block.ms", "300000",
                        "delivery.timeout.ms", "300000",
                        "reconnect.backoff.max.ms", "200"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Writes {@code values} to the partitions in turn, and returns when they are there. */
    void produce(String topic, int partitions, List<String> values) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                sent.add(producer.send(record(topic, i % partitions, values.get(i))));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the broker did not take the records: " + described(topic), e);
        }
    }

    /** Who leads the partitions, as the broker says, and what it has logged. */
    private String described(String topic) {
        String log = "; the broker " + (broker.isAlive() ? "runs" : "is dead") + ", and its log ends with:\n"
                + broker.tail();
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
