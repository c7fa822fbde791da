// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Where reading begins, and whether that is still there. */
final class FirstOffsets {
    private final KafkaConsumer<?, ?> consumer;
    private final StartPosition start;
    private final boolean skipsLost;
    private final Consumer<String> warnings;
    private final Duration timeout;

    FirstOffsets(
            KafkaConsumer<?, ?> consumer,
            StartPosition start,
            boolean skipsLost,
            Consumer<String> warnings,
            Duration timeout) {
        this.consumer = consumer;
        this.start = start;
        this.skipsLost = skipsLost;
        this.warnings = warnings;
        this.timeout = timeout;
    }

    /**
     * The first offset of each of {@code partitions}.
     *
     * @param read what a checkpoint says; partitions that it does not know have come since, and none of them may be skipped. Empty without a checkpoint
     * @throws IOException when records are gone that were not read yet
     */
    Map<TopicPartition, Long> of(Set<TopicPartition> partitions, Map<TopicPartition, Long> read) throws IOException {
        if (read.isEmpty()) {
            return start.offsets(consumer, partitions, timeout);
        }
        Map<TopicPartition, Long> earliest = consumer.beginningOffsets(partitions, timeout);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions, timeout);
        Map<TopicPartition, Long> first = new HashMap<>(earliest);
        for (Map.Entry<TopicPartition, Long> next : read.entrySet()) {
            TopicPartition partition = next.getKey();
            requireNotBeyond(partition, next.getValue(), end.getOrDefault(partition, 0L));
            first.put(partition, kept(partition, next.getValue(), earliest.getOrDefault(partition, 0L)));
        }
        return first;
    }

    private static void requireNotBeyond(TopicPartition partition, long next, long end) throws IOException {
        if (next > end) {
            throw new IOException("the checkpoint has read " + partition + " up to offset " + next
                    + ", but it ends at " + end + ": the topic was created anew, or has lost records. Give the job a"
                    + " new name, or move its checkpoints away, to begin anew");
        }
    }

    private long kept(TopicPartition partition, long next, long earliest) throws IOException {
        if (next >= earliest) {
            return next;
        }
        String lost = partition + " begins at offset " + earliest + " by now, so " + (earliest - next)
                + " records were deleted before they were read";
        if (!skipsLost) {
            throw new IOException(lost + ": give the topic a longer retention; with 'lost_records: skip' the job goes"
                    + " on without them");
        }
        warnings.accept(lost);
        return earliest;
    }
}
