// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Gives all partitions to one member of the group, for a key's elements may be in any of them. The others stand by.
 *
 * <p>The member that has them keeps them as long as it is there. Of two that believe they have them, one has missed a rebalance: the generation in which each got them tells which. Kafka makes
 * one by this class's name; there is nothing to call.
 */
public final class OneMemberAssignor implements ConsumerPartitionAssignor, Configurable {
    /** The setting with the {@code AtomicBoolean} that is true from when this member asks to join until it is told what it has. */
    static final String JOINING = "tidemark.joining";

    private static final int NEVER = -1;

    private AtomicBoolean joining = new AtomicBoolean();

    private int generation = NEVER;

    /** The assignor. */
    public OneMemberAssignor() {}

    @Override
    public void configure(Map<String, ?> settings) {
        if (settings.get(JOINING) instanceof AtomicBoolean told) {
            joining = told;
        }
    }

    @Override
    public String name() {
        return "tidemark-one-member";
    }

    /** With it a member keeps what it has while others join. */
    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
    }

    /** The generation in which this member got the partitions. */
    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        joining.set(true);
        return ByteBuffer.allocate(Integer.BYTES).putInt(0, generation);
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        joining.set(false);
        generation = assignment.partitions().isEmpty() ? NEVER : metadata.generationId();
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
        Map<String, Subscription> members = group.groupSubscription();
        String chosen = chosen(members);
        Map<String, Assignment> assignments = new HashMap<>();
        members.forEach((member, subscription) -> assignments.put(
                member, new Assignment(member.equals(chosen) ? partitions(metadata, members) : List.of())));
        return new GroupAssignment(assignments);
    }

    /** The owner; the first by its id when there is none. */
    private static @Nullable String chosen(Map<String, Subscription> members) {
        Comparator<Map.Entry<String, Subscription>> byGeneration =
                Comparator.comparingInt(member -> ownedSince(member.getValue()));
        Optional<Map.Entry<String, Subscription>> owner = members.entrySet().stream()
                .max(byGeneration.thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())));
        return owner.map(Map.Entry::getKey).orElse(null);
    }

    private static int ownedSince(Subscription subscription) {
        ByteBuffer data = subscription.userData();
        boolean owns = !subscription.ownedPartitions().isEmpty() && data != null && data.remaining() >= Integer.BYTES;
        return owns ? data.getInt(data.position()) : NEVER;
    }

    private static List<TopicPartition> partitions(Cluster metadata, Map<String, Subscription> members) {
        Set<String> topics = new TreeSet<>();
        members.values().forEach(member -> topics.addAll(member.topics()));
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            metadata.partitionsForTopic(topic)
                    .forEach(info -> all.add(new TopicPartition(info.topic(), info.partition())));
        }
        return all;
    }
}
