// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class OneMemberAssignorTest {
    private static final Node NODE = new Node(0, "localhost", 1);
    private static final Cluster CLUSTER = new Cluster(
            "cluster",
            List.of(NODE),
            List.of(partition("a", 0), partition("a", 1), partition("b", 0)),
            Set.of(),
            Set.of());

    @Test
    void one_member_gets_all_partitions_of_all_topics() {
        assertThat(sizes(Map.of("m1", stranger(), "m2", stranger(), "m3", stranger())))
                .isEqualTo(Map.of("m1", 3, "m2", 0, "m3", 0));
    }

    @Test
    void who_has_them_keeps_them() {
        assertThat(sizes(Map.of("m1", stranger(), "m2", owner(7), "m3", stranger())))
                .isEqualTo(Map.of("m1", 0, "m2", 3, "m3", 0));
    }

    @Test
    void of_two_that_believe_they_have_them_the_one_that_got_them_later_does() {
        assertThat(sizes(Map.of("m1", owner(7), "m2", owner(9)))).isEqualTo(Map.of("m1", 0, "m2", 3));
        assertThat(sizes(Map.of("m1", owner(10), "m2", owner(9)))).isEqualTo(Map.of("m1", 3, "m2", 0));
    }

    @Test
    void a_member_without_user_data_is_no_owner() {
        Subscription odd = new Subscription(
                List.of("a", "b"), ByteBuffer.allocate(1), List.of(new TopicPartition("a", 0)), 3, Optional.empty());
        assertThat(sizes(Map.of("m1", odd, "m2", owner(1)))).isEqualTo(Map.of("m1", 0, "m2", 3));
    }

    private static Map<String, Integer> sizes(Map<String, Subscription> members) {
        Map<String, Assignment> assignments = new OneMemberAssignor()
                .assign(CLUSTER, new GroupSubscription(members))
                .groupAssignment();
        Map<String, Integer> sizes = new HashMap<>();
        List<TopicPartition> all = new ArrayList<>();
        assignments.forEach((member, assignment) -> {
            sizes.put(member, assignment.partitions().size());
            all.addAll(assignment.partitions());
        });
        assertThat(all).doesNotHaveDuplicates();
        return sizes;
    }

    private static Subscription stranger() {
        return new Subscription(List.of("a", "b"), ByteBuffer.allocate(4).putInt(0, -1));
    }

    private static Subscription owner(int generation) {
        List<TopicPartition> owned = List.of(new TopicPartition("a", 0), new TopicPartition("a", 1));
        ByteBuffer since = ByteBuffer.allocate(4).putInt(0, generation);
        return new Subscription(List.of("a", "b"), since, owned, generation, Optional.empty());
    }

    private static PartitionInfo partition(String topic, int number) {
        return new PartitionInfo(topic, number, NODE, new Node[] {NODE}, new Node[] {NODE});
    }
}
