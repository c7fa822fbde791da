// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Where a job begins that has no checkpoint yet. */
final class StartPosition {
    static final String START = "start";
    static final String TIMESTAMP = "start.timestamp";
    static final String OFFSETS = "start.offsets";

    private static final String EARLIEST = "earliest";
    private static final String LATEST = "latest";
    private static final String AT_TIMESTAMP = "timestamp";
    private static final String AT_OFFSETS = "offsets";

    private final String choice;
    private final long timestamp;
    private final Map<TopicPartition, Long> explicit;

    private StartPosition(String choice, long timestamp, Map<TopicPartition, Long> explicit) {
        this.choice = choice;
        this.timestamp = timestamp;
        this.explicit = Map.copyOf(explicit);
    }

    /** What {@code settings} say; {@code earliest} when they say nothing. */
    static StartPosition of(Settings settings) {
        String choice = settings.choice(START, List.of(EARLIEST, LATEST, AT_TIMESTAMP, AT_OFFSETS));
        Optional<String> timestamp = settings.text(TIMESTAMP);
        Optional<String> offsets = settings.text(OFFSETS);
        require(TIMESTAMP, timestamp.isPresent(), choice, AT_TIMESTAMP, "epoch milliseconds");
        require(OFFSETS, offsets.isPresent(), choice, AT_OFFSETS, "'topic:0=17,topic:1=4'");
        Map<TopicPartition, Long> explicit = new HashMap<>();
        offsets.ifPresent(text -> List.of(text.split(",", -1)).forEach(entry -> add(entry.strip(), explicit)));
        return new StartPosition(
                choice,
                timestamp.map(text -> Settings.number(TIMESTAMP, text, 0)).orElse(0L),
                explicit);
    }

    private static void require(String key, boolean isThere, String choice, String owner, String what) {
        if (isThere != choice.equals(owner)) {
            throw isThere
                    ? new SettingException(key, "is for '" + START + ": " + owner + "'")
                    : new SettingException(START, "is '" + owner + "', which needs '" + key + "', " + what);
        }
    }

    /** A topic's name has neither a colon nor an equals sign. */
    private static void add(String entry, Map<TopicPartition, Long> explicit) {
        int equals = entry.indexOf('=');
        int colon = entry.indexOf(':');
        if (colon < 1 || equals < colon) {
            throw new SettingException(
                    OFFSETS, "must be like 'topic:0=17,topic:1=4', each a partition and its next offset");
        }
        long partition = Settings.number(OFFSETS, entry.substring(colon + 1, equals), 0);
        if (partition >= TopicNumbers.EACH) {
            throw new SettingException(OFFSETS, "has a partition above " + (TopicNumbers.EACH - 1));
        }
        long offset = Settings.number(OFFSETS, entry.substring(equals + 1), 0);
        explicit.put(new TopicPartition(entry.substring(0, colon), (int) partition), offset);
    }

    /**
     * Where {@code partitions} begin.
     *
     * @param timeout for each question to the broker
     */
    Map<TopicPartition, Long> offsets(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Duration timeout) {
        return switch (choice) {
            case LATEST -> consumer.endOffsets(partitions, timeout);
            case AT_TIMESTAMP -> atTimestamp(consumer, partitions, timeout);
            case AT_OFFSETS -> atOffsets(consumer, partitions, timeout);
            default -> consumer.beginningOffsets(partitions, timeout);
        };
    }

    /** The first record of that time or later; the end where there is none. */
    private Map<TopicPartition, Long> atTimestamp(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, timestamp));
        Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions, timeout));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, timeout);
        found.forEach((partition, at) -> {
            if (at != null) {
                offsets.put(partition, at.offset());
            }
        });
        return offsets;
    }

    /** Partitions that are not named begin at their beginning. */
    private Map<TopicPartition, Long> atOffsets(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, Long> offsets = new HashMap<>(consumer.beginningOffsets(partitions, timeout));
        if (!offsets.keySet().containsAll(explicit.keySet())) {
            throw new SettingException(OFFSETS, "names a partition that the topics do not have");
        }
        offsets.putAll(explicit);
        return offsets;
    }
}
