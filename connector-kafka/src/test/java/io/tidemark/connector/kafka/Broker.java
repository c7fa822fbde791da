// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One real broker for all tests of this JVM; each test has topics of its own. */
final class Broker implements BeforeAllCallback {
    private static @Nullable Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(Namespace.create(Broker.class))
                .computeIfAbsent(Broker.class, key -> Running.start(), Running.class);
    }

    static Running get() {
        Running broker = running;
        if (broker == null) {
            throw new IllegalStateException("the test is not extended with Broker");
        }
        return broker;
    }

    /** A broker that runs until the last test has ended. */
    record Running(KafkaClusterTestKit kit, Admin admin, Producer<byte[], byte[]> producer) implements AutoCloseable {
        static Running start() {
            try {
                KafkaClusterTestKit kit = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
                                .setCombined(true)
                                .setNumBrokerNodes(1)
                                .setNumControllerNodes(1)
                                .build())
                        .setConfigProp("auto.create.topics.enable", "false")
                        .setConfigProp("group.initial.rebalance.delay.ms", "0")
                        .setConfigProp("group.min.session.timeout.ms", "1000")
                        // Records of tests are of 1970: retention would delete them, half a minute after the start.
                        .setConfigProp("log.retention.ms", "-1")
                        .setConfigProp("offsets.topic.num.partitions", "2")
                        .setConfigProp("offsets.topic.replication.factor", "1")
                        .setConfigProp("transaction.state.log.num.partitions", "2")
                        .setConfigProp("transaction.state.log.replication.factor", "1")
                        .setConfigProp("transaction.state.log.min.isr", "1")
                        .setConfigProp("transaction.max.timeout.ms", "200000")
                        .build();
                kit.format();
                kit.startup();
                kit.waitForReadyBrokers();
                Map<String, Object> config = Map.of(
                        "bootstrap.servers", kit.bootstrapServers(), "linger.ms", "0", "request.timeout.ms", "5000");
                return new Running(
                        kit,
                        kit.admin(),
                        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
            } catch (Exception e) {
                throw new IllegalStateException("the broker does not start", e);
            }
        }

        String servers() {
            return kit.bootstrapServers();
        }

        /** Settings that name the broker, and what else is said: names and values in turn. */
        Map<String, String> settings(String... more) {
            Map<String, String> settings = new HashMap<>(Map.of("bootstrap.servers", servers()));
            for (int i = 0; i < more.length; i += 2) {
                settings.put(more[i], more[i + 1]);
            }
            return settings;
        }

        /** A new topic. */
        String topic(int partitions) {
            return topic(partitions, Map.of());
        }

        String topic(int partitions, Map<String, String> config) {
            String name = "topic-" + UUID.randomUUID();
            get(admin.createTopics(
                            List.of(new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config)))
                    .all());
            return name;
        }

        void addPartitions(String topic, int total) {
            get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total)))
                    .all());
        }

        /** Writes one record, and returns when it is there. */
        void produce(String topic, int partition, String value) {
            produce(new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)));
        }

        void produce(ProducerRecord<byte[], byte[]> record) {
            get(producer.send(record));
        }

        static <T> T get(Future<T> future) {
            try {
                return future.get();
            } catch (Exception e) {
                throw new IllegalStateException("the broker did not do it", e);
            }
        }

        static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
            return get(future.toCompletionStage().toCompletableFuture());
        }

        @Override
        public void close() {
            producer.close();
            admin.close();
            try {
                kit.close();
            } catch (Exception e) {
                throw new IllegalStateException("the broker does not stop", e);
            }
        }
    }
}
