// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static io.tidemark.pane.PaneTiming.EARLY;
import static io.tidemark.pane.PaneTiming.LATE;
import static io.tidemark.pane.PaneTiming.ON_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneId;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.sink.Sink;
import io.tidemark.testkit.ToySink.Mistake;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AssertingSinkTest {
    private final List<PaneId<String>> destination = new ArrayList<>();
    private final AssertingSink sink = new AssertingSink(new ToySink(destination, false, Mistake.NONE));

    /** Watching changes nothing. */
    @Nested
    final class Right extends SinkContract {
        @Override
        protected Sink sink() {
            return new AssertingSink(new ToySink(destination, false, Mistake.NONE));
        }

        @Override
        protected List<PaneId<String>> visible() {
            return destination;
        }

        @Override
        protected Sink broken() {
            return new AssertingSink(new ToySink(destination, true, Mistake.NONE));
        }
    }

    @Test
    void it_is_opened_once_before_anything_else_and_not_used_after_close() throws IOException {
        assertViolation(() -> sink.write(pane(0, EARLY, false)), "write() was called before open()");
        sink.open();
        assertViolation(sink::open, "open() is called once");
        sink.close();
        assertViolation(sink::flush, "flush() was called after close()");
    }

    @Test
    void p1_panes_of_a_window_follow_each_other() throws IOException {
        sink.open();
        for (Pane<String> pane : List.of(
                pane(0, EARLY, false),
                pane(0, EARLY, false).retracted(0),
                pane(1, EARLY, false),
                pane(2, ON_TIME, false),
                pane(3, LATE, false),
                pane(3, LATE, false).retracted(0),
                pane(4, LATE, true))) {
            sink.write(pane);
        }
        sink.flush();
        assertThat(destination).hasSize(7);
        assertThat(sink.violations()).isEmpty();
        assertViolation(() -> sink.write(pane(5, LATE, false)), "follows one that was the last");
    }

    @Test
    void p1_an_index_is_not_repeated_nor_left_out() throws IOException {
        sink.open();
        sink.write(pane(3, EARLY, false));
        assertViolation(() -> sink.write(pane(3, EARLY, false)), "indices of a window's panes are 0, 1, 2, ...");
        assertViolation(() -> sink.write(pane(5, EARLY, false)), "indices of a window's panes are 0, 1, 2, ...");
    }

    @Test
    void p1_there_is_one_on_time_pane_and_nothing_early_after_it() throws IOException {
        sink.open();
        sink.write(pane(0, ON_TIME, false));
        assertViolation(() -> sink.write(pane(1, ON_TIME, false)), "panes follow EARLY* ON_TIME? LATE*");
        assertViolation(() -> sink.write(pane(1, EARLY, false)), "panes follow EARLY* ON_TIME? LATE*");
    }

    @Test
    void p5_only_the_last_pane_is_retracted() throws IOException {
        sink.open();
        sink.write(pane(0, EARLY, false));
        sink.write(pane(1, EARLY, false));
        assertViolation(
                () -> sink.write(pane(0, EARLY, false).retracted(0)), "retracts a pane that is not the last one");
    }

    private static Pane<String> pane(int index, PaneTiming timing, boolean last) {
        PaneResults results = new PaneResults(List.of("count"), new @Nullable Object[] {1L});
        return new Pane<>(
                "latency", "opus", Window.time(0, 60_000), new PaneInfo(timing, index, last), false, 1, results, 0);
    }

    private void assertViolation(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Sink protocol: ")
                .hasMessageContaining(message);
        assertThat(sink.violations()).anyMatch(violation -> violation.contains(message));
    }
}
