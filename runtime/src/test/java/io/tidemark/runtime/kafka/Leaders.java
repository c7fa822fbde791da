// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import static java.util.Objects.requireNonNull;

import io.tidemark.kafka.broker.BrokerCluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Which broker of a cluster leads what, who has copies of it, and how another one comes to lead it. */
final class Leaders implements AutoCloseable {
    private final Admin admin;

    Leaders(BrokerCluster cluster) {
        admin = Admin.create(Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "reconnect.backoff.max.ms", "200",
                "request.timeout.ms", "5000"));
    }

    /** The broker that leads a partition; empty while none does. */
    OptionalInt ofPartition(TopicPartition partition) {
        return answer(admin.describeTopics(List.of(partition.topic())).allTopicNames())
                .map(topics -> id(requireNonNull(topics.get(partition.topic()))
                        .partitions()
                        .get(partition.partition())
                        .leader()))
                .orElse(OptionalInt.empty());
    }

    /** The broker that coordinates a consumer group; empty while none does. */
    OptionalInt ofGroup(String group) {
        return answer(admin.describeConsumerGroups(List.of(group)).all())
                .map(groups -> id(requireNonNull(groups.get(group)).coordinator()))
                .orElse(OptionalInt.empty());
    }

    /** The broker that coordinates a producer's transactions; empty while none does. */
    OptionalInt ofTransactions(String transactionalId) {
        return answer(admin.describeTransactions(List.of(transactionalId)).all())
                .map(all ->
                        OptionalInt.of(requireNonNull(all.get(transactionalId)).coordinatorId()))
                .orElse(OptionalInt.empty());
    }

    private static OptionalInt id(@Nullable Node broker) {
        return broker == null || broker.isEmpty() ? OptionalInt.empty() : OptionalInt.of(broker.id());
    }

    /** Whether every partition has a leader, and every broker a copy that has what the leader has, those of groups and transactions too. */
    boolean areFollowed() {
        return partitions()
                .filter(all -> all.values().stream()
                        .allMatch(one -> one.leader() != null && one.isr().size() == BrokerCluster.SIZE))
                .isPresent();
    }

    /**
     * Makes another broker than before lead each partition, those of groups and transactions too: the copies stay where they are, and the next one of them is preferred and elected.
     *
     * @return whether all were elected; false when a copy has not yet what its leader has
     */
    boolean moveAll() {
        return partitions().filter(this::moveAll).isPresent();
    }

    private boolean moveAll(Map<TopicPartition, TopicPartitionInfo> partitions) {
        Map<TopicPartition, Optional<NewPartitionReassignment>> next = new HashMap<>();
        partitions.forEach((partition, described) -> {
            List<Integer> copies = new ArrayList<>();
            described.replicas().forEach(copy -> copies.add(copy.id()));
            Collections.rotate(
                    copies, -1 - copies.indexOf(id(described.leader()).orElse(copies.get(0))));
            next.put(partition, Optional.of(new NewPartitionReassignment(copies)));
        });
        return answer(admin.alterPartitionReassignments(next).all().thenApply(done -> next.keySet()))
                .flatMap(asked ->
                        answer(admin.electLeaders(ElectionType.PREFERRED, asked).partitions()))
                .filter(elected -> elected.values().stream().allMatch(Leaders::isElected))
                .isPresent();
    }

    private static boolean isElected(Optional<Throwable> refused) {
        return refused.filter(e -> !(e instanceof ElectionNotNeededException)).isEmpty();
    }

    /**
     * From now on, a record of {@code topic} is acknowledged when so many brokers have it, and refused while there are fewer.
     *
     * @return whether the brokers know of it
     */
    boolean requireCopies(String topic, int copies) {
        AlterConfigOp change = new AlterConfigOp(
                new ConfigEntry("min.insync.replicas", Integer.toString(copies)), AlterConfigOp.OpType.SET);
        ConfigResource of = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return answer(admin.incrementalAlterConfigs(Map.of(of, List.of(change)))
                        .all()
                        .thenApply(done -> true))
                .isPresent();
    }

    private Optional<Map<TopicPartition, TopicPartitionInfo>> partitions() {
        return answer(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names())
                .flatMap(names -> answer(admin.describeTopics(names).allTopicNames()))
                .map(topics -> partitions(topics.values()));
    }

    private static Map<TopicPartition, TopicPartitionInfo> partitions(Collection<TopicDescription> topics) {
        Map<TopicPartition, TopicPartitionInfo> all = new HashMap<>();
        topics.forEach(topic ->
                topic.partitions().forEach(one -> all.put(new TopicPartition(topic.name(), one.partition()), one)));
        return all;
    }

    /** What the brokers say; nothing while they do not know, as one does not that has just come back. */
    private static <T> Optional<T> answer(KafkaFuture<T> question) {
        try {
            return Optional.of(question.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return Optional.empty();
            }
            throw new IllegalStateException("the brokers refuse to say", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the brokers were asked", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
