// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.source.Positions;
import io.tidemark.source.Source;
import io.tidemark.testkit.ToySource.Mistake;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AssertingSourceTest {
    private AssertingSource source = new AssertingSource(new ToySource(Mistake.NONE));

    /** Watching changes nothing. */
    @Nested
    final class Right extends SourceContract {
        @Override
        protected Source source() {
            return new AssertingSource(new ToySource(Mistake.NONE));
        }

        @Override
        protected int records() {
            return ToySource.RECORDS;
        }

        @Override
        protected Source unreachable() {
            return new AssertingSource(new ToySource(Mistake.NONE, false));
        }
    }

    @Test
    void it_is_opened_once_before_anything_else_and_not_used_after_close() throws IOException {
        assertViolation(() -> source.poll(record -> {}, 1), "poll() was called before open()");
        source.open(Positions.BEGINNING);
        assertViolation(() -> source.open(Positions.BEGINNING), "open() is called once");
        source.close();
        assertViolation(source::positions, "positions() was called after close()");
        assertThat(source.violations()).hasSize(3);
    }

    @Test
    void positions_are_asked_between_polls_and_a_poll_has_a_limit() throws IOException {
        source.open(Positions.BEGINNING);
        assertViolation(() -> source.poll(record -> source.positions(), 1), "positions() was called during a poll");
        assertViolation(() -> source.poll(record -> {}, 0), "poll() was called with the limit 0");
    }

    @Test
    void all_calls_are_on_one_thread() throws IOException {
        source.open(Positions.BEGINNING);
        assertViolation(() -> Concurrently.run(List.of(source::positions)), "positions() is on another one");
    }

    @Test
    void a_wrong_source_is_told_apart_from_a_wrong_caller() throws IOException {
        assertWrong(Mistake.OFFSETS_FALL, "offsets rise, but partition 0 yields 98 where at least 101 is due");
        assertWrong(Mistake.IGNORES_THE_LIMIT, "poll() handed over 11 records with the limit 10");
        assertWrong(Mistake.WRONG_ANSWER, "poll() answers how many records it handed over, but said 11 for 10");
        assertWrong(Mistake.POSITIONS_LAG, "but everything before");
        assertWrong(Mistake.EXHAUSTED_ONCE, "poll() answers 0 after EXHAUSTED; that stays");
    }

    @Test
    void what_is_before_the_positions_is_not_yielded_again() throws IOException {
        source = new AssertingSource(new ToySource(Mistake.REPEATS_ONE_AFTER_REOPENING));
        source.open(new Positions(Map.of(0, 8L, 1, 8L)));
        assertViolation(() -> source.poll(record -> {}, 10), "partition 0 yields 6 where at least 8 is due");
    }

    private void assertWrong(Mistake mistake, String message) throws IOException {
        source = new AssertingSource(new ToySource(mistake));
        source.open(Positions.BEGINNING);
        assertViolation(
                () -> {
                    for (int i = 0; i < 6; i++) {
                        source.poll(record -> {}, 10);
                        source.positions();
                    }
                },
                message);
    }

    private void assertViolation(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Source protocol: ")
                .hasMessageContaining(message);
        assertThat(source.violations()).anyMatch(violation -> violation.contains(message));
    }
}
