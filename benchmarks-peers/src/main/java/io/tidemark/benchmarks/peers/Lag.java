// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How far what a contender has committed is behind the end of its topic, which only it reads. */
final class Lag implements AutoCloseable {
    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> ends = new HashMap<>();

    Lag(String servers, String topic, int partitions) {
        admin = Admin.create(Map.of("bootstrap.servers", servers));
        IntStream.range(0, partitions)
                .forEach(partition -> ends.put(new TopicPartition(topic, partition), OffsetSpec.latest()));
    }

    /** In events, transactions' markers included; all of them before the first commit. */
    long events() throws IOException {
        long end = 0;
        for (var offset : get(admin.listOffsets(ends).all()).values()) {
            end += offset.offset();
        }
        long committed = 0;
        for (GroupListing group : get(admin.listGroups().all())) {
            committed = Math.max(committed, committed(group.groupId()));
        }
        return Math.max(0, end - committed);
    }

    private long committed(String group) throws IOException {
        ListConsumerGroupOffsetsResult offsets = admin.listConsumerGroupOffsets(group);
        Map<TopicPartition, OffsetAndMetadata> all = get(offsets.partitionsToOffsetAndMetadata());
        return all.entrySet().stream()
                .filter(entry -> ends.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private static <T> T get(KafkaFuture<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException("the broker does not tell the lag", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
