// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.source.Positions;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The partitions that the topics have by now. */
final class TopicPartitions {
    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final Consumer<?, ?> consumer;
    private final TopicNumbers numbers;
    private final Duration timeout;

    TopicPartitions(Consumer<?, ?> consumer, TopicNumbers numbers, Duration timeout) {
        this.consumer = consumer;
        this.numbers = numbers;
        this.timeout = timeout;
    }

    /**
     * All partitions of all topics.
     *
     * @throws UnknownTopicOrPartitionException when a topic is missing
     */
    Set<TopicPartition> find() {
        Set<TopicPartition> found = new TreeSet<>(ORDER);
        for (String topic : numbers.topics()) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic, timeout);
            if (infos == null || infos.isEmpty()) {
                throw new UnknownTopicOrPartitionException("the topic '" + topic + "' does not exist");
            }
            add(infos, found);
        }
        return found;
    }

    private void add(Collection<PartitionInfo> infos, Set<TopicPartition> found) {
        for (PartitionInfo info : infos) {
            numbers.number(info.topic(), info.partition());
            found.add(new TopicPartition(info.topic(), info.partition()));
        }
    }

    /** Those that are not in {@code assigned}. What the consumer remembers is asked, which costs nothing: it asks the brokers now and then by itself. */
    Set<TopicPartition> added(Set<TopicPartition> assigned) {
        Set<TopicPartition> added = find();
        added.removeAll(assigned);
        return added;
    }

    /**
     * Checks that what was read once is still there.
     *
     * @throws IOException when it is not
     */
    void requireAllOf(Positions positions, Set<TopicPartition> found) throws IOException {
        Set<TopicPartition> missing = new TreeSet<>(ORDER);
        try {
            missing.addAll(numbers.offsets(positions).keySet());
        } catch (IllegalArgumentException e) {
            throw new IOException("the checkpoint does not fit the topics: " + e.getMessage(), e);
        }
        missing.removeAll(found);
        if (!missing.isEmpty()) {
            throw new IOException("the checkpoint has read " + missing + ", which is not there any more: was a topic"
                    + " created anew? Then give the job a new name, or move its checkpoints away");
        }
    }
}
