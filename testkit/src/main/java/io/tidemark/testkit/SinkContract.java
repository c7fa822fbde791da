// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneId;
import io.tidemark.sink.Sink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What every {@link Sink} must do. A sink's test extends it, says how to make one, and reads back where it writes to.
 *
 * <p>The panes are of time windows and have texts as keys.
 */
@Timeout(60)
public abstract class SinkContract {
    /** The seed of the panes. */
    @RegisterExtension
    protected final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    /** For a subclass to call. */
    protected SinkContract() {}

    /** A new sink, not opened, that writes to the destination of this test. */
    protected abstract Sink sink() throws IOException;

    /** The identities of the panes that a reader of the destination finds, in the order in which he finds them. */
    protected abstract List<PaneId<String>> visible() throws IOException;

    /** A new sink to a destination that fails, at once or on a write; null when there is no such thing. */
    protected @Nullable Sink broken() throws IOException {
        return null;
    }

    @Test
    void flush_makes_visible_what_was_written() throws IOException {
        try (Sink sink = opened()) {
            List<Pane<String>> panes = Panes.random(random, 20);
            for (Pane<String> pane : panes) {
                sink.write(pane);
            }
            sink.flush();
            assertThat(visible()).as("panes after flush").containsExactlyInAnyOrderElementsOf(ids(panes));
        }
    }

    @Test
    void each_flush_adds_to_what_is_visible() throws IOException {
        List<Pane<String>> written = new ArrayList<>();
        try (Sink sink = opened()) {
            sink.flush();
            for (Pane<String> pane : Panes.random(random, 10)) {
                sink.write(pane);
                sink.flush();
                sink.flush();
                written.add(pane);
                assertThat(visible()).as("panes after each flush").containsExactlyInAnyOrderElementsOf(ids(written));
            }
        }
        assertThat(visible()).as("panes after close").containsExactlyInAnyOrderElementsOf(ids(written));
    }

    @Test
    void p1_the_panes_of_a_key_keep_their_order() throws IOException {
        List<Pane<String>> panes = Panes.random(random, 500);
        try (Sink sink = opened()) {
            for (Pane<String> pane : panes) {
                sink.write(pane);
            }
            sink.flush();
        }
        List<PaneId<String>> visible = visible();
        for (String key : Panes.KEYS) {
            assertThat(ofKey(key, visible)).as("panes of '%s', in order", key).isEqualTo(ofKey(key, ids(panes)));
        }
    }

    @Test
    void any_key_and_any_result_is_taken() throws IOException {
        List<Pane<String>> panes = Panes.odd();
        try (Sink sink = opened()) {
            for (Pane<String> pane : panes) {
                sink.write(pane);
            }
            sink.flush();
            assertThat(visible()).as("panes of odd keys and results").containsExactlyInAnyOrderElementsOf(ids(panes));
        }
    }

    @Test
    void threads_may_take_turns() throws Exception {
        List<Pane<String>> panes = Panes.random(random, 4);
        try (Sink sink = opened()) {
            for (Pane<String> pane : panes) {
                inAnotherThread(() -> sink.write(pane));
            }
            inAnotherThread(sink::flush);
            assertThat(visible()).containsExactlyInAnyOrderElementsOf(ids(panes));
        }
    }

    @Test
    void a_failure_is_not_swallowed() throws IOException {
        Sink broken = broken();
        if (broken == null) {
            Assumptions.abort("broken() says that there is no destination that fails");
            return;
        }
        try (broken) {
            assertThatIOException()
                    .as("neither open, nor write, nor flush says that the destination failed: the panes are lost")
                    .isThrownBy(() -> {
                        broken.open();
                        for (Pane<String> pane : Panes.random(random, 20)) {
                            broken.write(pane);
                        }
                        broken.flush();
                    });
        }
    }

    @Test
    void it_may_be_closed_twice_and_without_having_been_opened() throws IOException {
        Sink sink = opened();
        for (Sink closed : List.of(sink, sink, sink())) {
            assertThatCode(closed::close)
                    .as("closing it, again, and without having opened it")
                    .doesNotThrowAnyException();
        }
    }

    private Sink opened() throws IOException {
        Sink sink = sink();
        sink.open();
        return sink;
    }

    private static void inAnotherThread(IoAction action) throws Exception {
        Concurrently.run(List.of(() -> {
            action.run();
            return true;
        }));
    }

    private static List<PaneId<String>> ids(List<Pane<String>> panes) {
        return panes.stream().map(Pane::id).toList();
    }

    private static List<PaneId<String>> ofKey(String key, List<PaneId<String>> ids) {
        return ids.stream().filter(id -> id.key().equals(key)).toList();
    }
}
