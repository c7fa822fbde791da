// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.source.Positions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What a commit writes to the group: the source's offsets, each with the checkpoint's id and the partition's number beside it.
 *
 * <p>Of the ids one counts, that of the first partition of the first topic, which is always there and in every commit. Without a source in Kafka it stands at the first partition of the
 * topic that the panes go to.
 */
final class CommittedOffsets {
    private static final Pattern METADATA = Pattern.compile("tidemark 1 checkpoint=(\\d{1,19}) partition=(\\d{1,10})");

    private final Optional<TopicNumbers> numbers;
    private final TopicPartition mark;

    /** Of a sink to {@code topic}. */
    CommittedOffsets(Optional<TopicNumbers> numbers, String topic) {
        this.numbers = numbers;
        mark = numbers.map(source -> source.partition(0)).orElseGet(() -> new TopicPartition(topic, 0));
    }

    /** Where the id stands that counts. */
    TopicPartition mark() {
        return mark;
    }

    /** What the commit of checkpoint {@code id} writes. */
    Map<TopicPartition, OffsetAndMetadata> of(long id, Positions positions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        numbers.ifPresent(source -> source.offsets(positions)
                .forEach((partition, offset) -> offsets.put(
                        partition, entry(offset, id, source.number(partition.topic(), partition.partition())))));
        offsets.putIfAbsent(mark, entry(0, id, 0));
        return offsets;
    }

    private static OffsetAndMetadata entry(long offset, long id, int number) {
        return new OffsetAndMetadata(offset, "tidemark 1 checkpoint=" + id + " partition=" + number);
    }

    /**
     * The id in what a group has committed.
     *
     * @throws IOException when it is not ours, or of a job whose topics were listed in another order
     */
    OptionalLong id(Map<TopicPartition, OffsetAndMetadata> committed) throws IOException {
        OptionalLong id = OptionalLong.empty();
        boolean isOurs = false;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : committed.entrySet()) {
            if (entry.getValue() == null) {
                continue;
            }
            Matcher metadata = METADATA.matcher(entry.getValue().metadata());
            if (metadata.matches()) {
                isOurs = true;
                requireNumber(entry.getKey(), Long.parseLong(metadata.group(2)));
            }
            if (entry.getKey().equals(mark)) {
                require(metadata.matches(), "was set by somebody else at " + mark);
                id = OptionalLong.of(Long.parseLong(metadata.group(1)));
            }
        }
        require(
                !isOurs || id.isPresent(),
                "has no checkpoint at " + mark + ": the first topic of the list has changed");
        return id;
    }

    private void requireNumber(TopicPartition partition, long number) throws IOException {
        if (numbers.isPresent() && numbers.get().topics().contains(partition.topic())) {
            require(
                    numbers.get().number(partition.topic(), partition.partition()) == number,
                    "has numbered " + partition + " as " + number + ": the order of the source's topics has changed");
        }
    }

    private static void require(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("what the consumer group has committed " + what
                    + "; the job cannot tell where to go on. Undo that, or give the job another group.id and move its"
                    + " checkpoints away, to begin anew");
        }
    }
}
