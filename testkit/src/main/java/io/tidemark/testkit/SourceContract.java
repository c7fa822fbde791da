// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tidemark.source.Positions;
import io.tidemark.source.Source;
import io.tidemark.testkit.SourceReading.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What every {@link Source} must do. A source's test extends it, and says how to make one over some records that are there already.
 *
 * <p>Let there be some dozens of records, in two partitions at least if the source knows partitions.
 */
@Timeout(60)
public abstract class SourceContract {
    private static final int CUTS = 10;
    private static final int PATIENCE = 100_000;

    /** The seed of the places where reading is broken off. */
    @RegisterExtension
    protected final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    /** For a subclass to call. */
    protected SourceContract() {}

    /** A new source, not opened, over the same records in each call. */
    protected abstract Source source() throws IOException;

    /** How many records there are. */
    protected abstract int records();

    /** Whether it answers {@link Source#EXHAUSTED} after them, or goes on waiting for more. */
    protected boolean bounded() {
        return true;
    }

    /** A new source that cannot be opened, because what it reads is not there; null when there is no such thing. */
    protected @Nullable Source unreachable() throws IOException {
        return null;
    }

    @Test
    void it_yields_every_record_and_the_offsets_of_a_partition_rise() throws IOException {
        List<Seen> all = all();
        assertThat(all).hasSize(records());
        for (int partition : SourceReading.partitions(all)) {
            assertThat(partition).as("a partition's number").isNotNegative();
            List<Long> offsets =
                    SourceReading.of(partition, all).stream().map(Seen::offset).toList();
            for (int i = 1; i < offsets.size(); i++) {
                assertThat(offsets.get(i))
                        .as("the offset after %d in partition %d", offsets.get(i - 1), partition)
                        .isGreaterThan(offsets.get(i - 1));
            }
        }
    }

    @Test
    void w3_the_partitions_known_from_the_start_are_told_once_each() throws IOException {
        try (SourceReading reading = SourceReading.open(source(), Positions.BEGINNING)) {
            assertThat(reading.partitions())
                    .as("partitions()")
                    .doesNotHaveDuplicates()
                    .allMatch(number -> number >= 0);
        }
    }

    @Test
    void a_poll_hands_over_no_more_than_its_limit_and_says_how_many() throws IOException {
        try (SourceReading reading = SourceReading.open(source(), Positions.BEGINNING)) {
            assertThat(reading.read(records(), 1).seen()).hasSize(records());
        }
        try (SourceReading reading = SourceReading.open(source(), Positions.BEGINNING)) {
            assertThat(reading.read(records(), 3).seen()).hasSize(records());
        }
    }

    @Test
    void positions_are_exactly_what_has_been_yielded() throws IOException {
        List<Seen> all = all();
        try (SourceReading reading = SourceReading.open(source(), Positions.BEGINNING)) {
            for (int count = 1; count <= records(); count++) {
                reading.read(1, 1);
                for (int partition : SourceReading.partitions(reading.seen())) {
                    assertPosition(partition, reading, SourceReading.of(partition, all));
                }
            }
        }
    }

    @Test
    void reopening_at_its_positions_repeats_nothing_and_skips_nothing() throws IOException {
        List<Seen> all = all();
        for (int cut = 0; cut < CUTS; cut++) {
            // The first cut is before anything was read, the last one after everything.
            int count = cut == 0 ? 0 : cut == CUTS - 1 ? records() : random.nextInt(records());
            Positions positions;
            List<Seen> seen;
            try (SourceReading first = SourceReading.open(source(), Positions.BEGINNING)) {
                seen = new ArrayList<>(first.read(count, 7).seen());
                positions = first.positions();
            }
            // Opened and closed without a poll: that must not move it.
            try (SourceReading idle = SourceReading.open(source(), positions)) {
                positions = idle.positions();
            }
            try (SourceReading second = SourceReading.open(source(), positions)) {
                seen.addAll(second.read(records() - count, 5).seen());
                for (int partition : SourceReading.partitions(all)) {
                    assertThat(SourceReading.of(partition, seen))
                            .as("records of partition %d, reopened after %d records", partition, count)
                            .isEqualTo(SourceReading.of(partition, all));
                }
                assertNoMore(second);
            }
        }
    }

    @Test
    void a_partition_without_a_position_is_read_from_its_beginning() throws IOException {
        List<Seen> all = all();
        Positions atEnd;
        try (SourceReading reading = SourceReading.open(source(), Positions.BEGINNING)) {
            atEnd = reading.read(records(), 100).positions();
        }
        for (int partition : SourceReading.partitions(all)) {
            Map<Integer, Long> others = new HashMap<>(atEnd.next());
            others.remove(partition);
            List<Seen> expected = SourceReading.of(partition, all);
            try (SourceReading again = SourceReading.open(source(), new Positions(others))) {
                assertThat(again.read(expected.size(), 100).seen())
                        .as("records when partition %d has no position", partition)
                        .isEqualTo(expected);
                assertNoMore(again);
            }
        }
    }

    @Test
    void a_bounded_source_is_exhausted_at_its_end_and_stays_so() throws IOException {
        try (SourceReading reading = SourceReading.open(source(), Positions.BEGINNING)) {
            reading.read(records(), 100);
            Positions atEnd = reading.positions();
            assertNoMore(reading);
            assertThat(reading.positions())
                    .as("the positions after polls at the end")
                    .isEqualTo(atEnd);
        }
    }

    @Test
    void it_may_be_closed_twice_and_without_having_been_opened() throws IOException {
        Source opened = source();
        opened.open(Positions.BEGINNING);
        for (Source closed : List.of(opened, opened, source())) {
            assertThatCode(closed::close)
                    .as("closing it, again, and without having opened it")
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void a_source_that_cannot_be_reached_says_why_and_can_be_closed() throws IOException {
        try (Source source = unreachable()) {
            if (source == null) {
                Assumptions.abort("unreachable() says that there is no source that cannot be reached");
                return;
            }
            assertThatIOException()
                    .as("opening what is not there")
                    .isThrownBy(() -> source.open(Positions.BEGINNING))
                    .extracting(Throwable::getMessage)
                    .asString()
                    .isNotBlank();
        }
    }

    private List<Seen> all() throws IOException {
        try (SourceReading reading = SourceReading.open(source(), Positions.BEGINNING)) {
            return reading.read(records(), 100).seen();
        }
    }

    /** A source answers 0 as often as it likes before it says that it is exhausted. */
    private void assertNoMore(SourceReading reading) throws IOException {
        int before = reading.seen().size();
        int answer = reading.poll(10);
        for (int i = 0; i < 10 || (bounded() && answer != Source.EXHAUSTED); i++) {
            assertThat(i < PATIENCE && !Thread.currentThread().isInterrupted())
                    .as("it never says EXHAUSTED")
                    .isTrue();
            boolean wasExhausted = answer == Source.EXHAUSTED;
            answer = reading.poll(10);
            assertThat(reading.seen().subList(before, reading.seen().size()))
                    .as("records after the last one")
                    .isEmpty();
            assertThat(!wasExhausted || answer == Source.EXHAUSTED)
                    .as("a poll after EXHAUSTED answered %d; EXHAUSTED stays", answer)
                    .isTrue();
        }
        assertThat(bounded() || answer == 0)
                .as("an unbounded source answers 0, not %d", answer)
                .isTrue();
    }

    private static void assertPosition(int partition, SourceReading reading, List<Seen> all) {
        List<Seen> seen = SourceReading.of(partition, reading.seen());
        long last = seen.get(seen.size() - 1).offset();
        long position = reading.positions().get(partition, -1);
        assertThat(position)
                .as("the position of partition %d after offset %d", partition, last)
                .isGreaterThan(last);
        if (seen.size() < all.size()) {
            long next = all.get(seen.size()).offset();
            assertThat(position)
                    .as("the position of partition %d, whose next record stands at %d", partition, next)
                    .isLessThanOrEqualTo(next);
        }
    }
}
