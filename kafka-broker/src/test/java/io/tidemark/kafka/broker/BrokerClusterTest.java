// SPDX-License-Identifier: Apache-2.0
package io.tidemark.kafka.broker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class BrokerClusterTest {
    private static final String TOPIC = "events";

    @TempDir
    Path directory;

    @Test
    void what_two_brokers_have_acknowledged_is_there_while_its_leader_is_dead_and_after_one_stopped_in_order()
            throws Exception {
        try (BrokerCluster cluster = BrokerCluster.start(directory, BrokerSettings.defaults())) {
            String servers = cluster.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                        .all()
                        .get();
                assertThat(partition(admin).replicas()).hasSize(BrokerCluster.SIZE);
                int leader = partition(admin).leader().id();

                append(servers, "first");
                cluster.broker(leader).kill();
                append(servers, "second");
                assertThat(partition(admin).leader().id()).isNotEqualTo(leader);
                cluster.broker(leader).restart();

                int next = partition(admin).leader().id();
                cluster.broker(next).close();
                assertThat(cluster.broker(next).tail()).doesNotContain("does not stop in order");
                append(servers, "third");
                assertThat(CommittedValues.of(servers, TOPIC, 3)).containsExactly("first", "second", "third");
                cluster.broker(next).restart();
            }
        }
    }

    private static TopicPartitionInfo partition(Admin admin) throws ExecutionException, InterruptedException {
        TopicDescription described =
                admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC);
        return requireNonNull(described).partitions().get(0);
    }

    private static void append(String servers, String value) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }
}
