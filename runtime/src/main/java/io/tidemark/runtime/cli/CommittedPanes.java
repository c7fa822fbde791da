// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.job.StopSignal;
import io.tidemark.runtime.json.PaneReader;
import io.tidemark.sink.Sink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What everybody else sees of a job: the panes in its topic, read as committed, and what its group has committed. */
final class CommittedPanes implements AutoCloseable {
    private static final Pattern CHECKPOINT = Pattern.compile("checkpoint=(\\d+)");
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;

    CommittedPanes(String servers, String group) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                servers,
                "group.id",
                group,
                "enable.auto.commit",
                "false",
                "isolation.level",
                "read_committed");
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Hands the panes of {@code topic} to {@code sink}, from the first to the last that is committed by now; answers how many. */
    long read(String topic, Sink sink, StopSignal stop) throws IOException {
        List<TopicPartition> partitions = partitions(topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long read = 0;
        while (!stop.isStopped()
                && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                sink.write(PaneReader.read(record.value()));
                read++;
            }
        }
        return read;
    }

    /** The number of the last checkpoint, which is in the metadata of the offsets of {@code topic} that were committed with it. */
    long lastCheckpoint(String topic) {
        return consumer.committed(Set.copyOf(partitions(topic))).values().stream()
                .filter(Objects::nonNull)
                .map(OffsetAndMetadata::metadata)
                .map(CHECKPOINT::matcher)
                .filter(Matcher::find)
                .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                .max()
                .orElse(0);
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
