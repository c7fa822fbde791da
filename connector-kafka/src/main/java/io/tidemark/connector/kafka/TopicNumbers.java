// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.source.Positions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Numbers the partitions of many topics: 1024 for each topic, in the order in which the topics are listed, so that a single topic's partitions keep their own numbers.
 *
 * <p>A number means the same as long as topics are only added at the end of the list. Whether they were is seen where a number was written beside its topic.
 */
public final class TopicNumbers {
    /** So many numbers has a topic. */
    static final int EACH = 1024;

    /** So many topics there may be: the engine takes no higher number. */
    private static final int MOST_TOPICS = 1024;

    private final List<String> topics;
    private final Map<String, Integer> first = new HashMap<>();

    /**
     * Of {@code topics}, in that order.
     *
     * @throws IllegalArgumentException when there is none, or one twice, or too many
     */
    public TopicNumbers(List<String> topics) {
        if (topics.isEmpty() || topics.size() > MOST_TOPICS) {
            throw new IllegalArgumentException("there must be 1 to " + MOST_TOPICS + " topics, not " + topics.size());
        }
        this.topics = List.copyOf(topics);
        for (String topic : topics) {
            if (first.put(topic, first.size() * EACH) != null) {
                throw new IllegalArgumentException("the topic '" + topic + "' is there twice");
            }
        }
    }

    /** The topics, in order. */
    public List<String> topics() {
        return topics;
    }

    /**
     * The number of a partition.
     *
     * @throws IllegalArgumentException when its topic is not one of these, or has too many partitions
     */
    public int number(String topic, int partition) {
        Integer number = first.get(topic);
        if (number == null || partition < 0 || partition >= EACH) {
            throw new IllegalArgumentException(
                    number == null
                            ? "'" + topic + "' is none of the topics " + topics
                            : "the topic '" + topic + "' has more than " + EACH + " partitions");
        }
        return number + partition;
    }

    /**
     * The partition that has {@code number}.
     *
     * @throws IllegalArgumentException when there is no such topic
     */
    public TopicPartition partition(int number) {
        if (number < 0 || number / EACH >= topics.size()) {
            throw new IllegalArgumentException("the partition numbered " + number + " is of topic "
                    + (number / EACH + 1) + " of the list, and there are " + topics.size()
                    + ": topics may be added at the end, and none taken away");
        }
        return new TopicPartition(topics.get(number / EACH), number % EACH);
    }

    /** Positions by partition, in the order of the numbers. */
    Map<TopicPartition, Long> offsets(Positions positions) {
        Map<Integer, TopicPartition> known = new TreeMap<>();
        positions.next().keySet().forEach(number -> known.put(number, partition(number)));
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        known.forEach((number, partition) -> offsets.put(partition, positions.get(number, 0)));
        return offsets;
    }
}
