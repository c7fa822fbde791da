// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topics on the broker.
 *
 * @param servers of Kafka
 */
record Topics(String servers) {
    /** A topic whose records have the time at which the broker appended them. */
    void create(String topic, int partitions) throws IOException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            NewTopic created = new NewTopic(topic, Optional.of(partitions), Optional.empty())
                    .configs(Map.of("message.timestamp.type", "LogAppendTime"));
            admin.createTopics(List.of(created))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("the topic " + topic + " was not made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Reads what is committed in {@code topic}, from the beginning on. */
    Consumer<byte[], byte[]> reader(String topic, int partitions) {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed", "fetch.max.wait.ms", "20"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return consumer;
    }

    /** Writes all events of {@code workload} and then the closing ones, and says what must come of them. */
    Reference fill(String topic, Workload workload) throws IOException {
        Reference reference = new Reference();
        Events events = new Events(workload);
        try (Writer writer = new Writer(servers, topic, Map.of("linger.ms", "20", "batch.size", "262144"))) {
            for (long number = 0; number < workload.events(); number++) {
                Event event = events.at(number);
                reference.add(event);
                writer.write(event);
            }
            writer.close(events, workload);
        }
        return reference;
    }

    /** Writes events to their partitions, compressed as producers usually do it. */
    static final class Writer implements AutoCloseable {
        private final Producer<byte[], byte[]> producer;
        private final String topic;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

        Writer(String servers, String topic, Map<String, Object> more) {
            Map<String, Object> config = new HashMap<>(more);
            config.put("bootstrap.servers", servers);
            config.put("compression.type", "lz4");
            producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.topic = topic;
        }

        void write(Event event) {
            write(event, appended -> {});
        }

        /** Writes it, and tells when the broker had it, epoch ms. */
        void write(Event event, LongConsumer appended) {
            Future<?> unused = producer.send(
                    new ProducerRecord<>(topic, event.partition(), bytes(event.key()), bytes(event.json())),
                    (metadata, e) -> {
                        if (e == null) {
                            appended.accept(metadata.timestamp());
                        } else {
                            failure.compareAndSet(null, e);
                        }
                    });
        }

        /** Writes the events that close all windows. */
        void close(Events events, Workload workload) throws IOException {
            for (int partition = 0; partition < workload.partitions(); partition++) {
                write(events.closing(partition));
            }
            flush();
        }

        /**
         * Waits until the broker has everything.
         *
         * @throws IOException when something was not written
         */
        void flush() throws IOException {
            producer.flush();
            Exception e = failure.get();
            if (e != null) {
                throw new IOException("the topic " + topic + " could not be written", e);
            }
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
