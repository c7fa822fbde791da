// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tidemark.checkpoint.FencedException;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneId;
import io.tidemark.sink.TransactionalSink;
import io.tidemark.source.Positions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What every {@link TransactionalSink} must do. A sink's test extends it, says how to make one, and reads back what is committed where it writes to.
 *
 * <p>A process that dies is played by a sink that is left alone, neither committed nor closed, while the next one opens. The panes are of time windows and have texts as keys.
 */
@Timeout(60)
public abstract class TransactionalSinkContract {
    private static final Positions READ = new Positions(Map.of(0, 7L));

    /** The seed of the panes. */
    @RegisterExtension
    protected final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    /** For a subclass to call. */
    protected TransactionalSinkContract() {}

    /** A new sink, not opened, of the one job of this test. */
    protected abstract TransactionalSink sink() throws IOException;

    /** The identities of the panes that a reader of what is committed finds, in the order in which he finds them. */
    protected abstract List<PaneId<String>> committed() throws IOException;

    /** The positions of the last commit, where the sink keeps them where others can see them; empty when it keeps them nowhere. */
    protected Optional<Positions> positions() throws IOException {
        return Optional.empty();
    }

    /** A new sink to a destination that fails, at once or later; null when there is no such thing. */
    protected @Nullable TransactionalSink broken() throws IOException {
        return null;
    }

    @Test
    void nothing_is_visible_before_the_commit_and_all_of_it_after() throws IOException {
        List<Pane<String>> panes = Panes.random(random, 20);
        try (TransactionalSink sink = opened()) {
            write(sink, panes);
            sink.flush();
            assertThat(committed()).as("panes before the commit").isEmpty();
            sink.commit(1, READ);
            assertThat(committed()).as("panes after the commit").containsExactlyInAnyOrderElementsOf(ids(panes));
        }
    }

    @Test
    void each_commit_adds_what_was_written_since_the_last_one() throws IOException {
        List<Pane<String>> written = new ArrayList<>();
        try (TransactionalSink sink = opened()) {
            for (Pane<String> pane : Panes.random(random, 5)) {
                write(sink, List.of(pane));
                written.add(pane);
                sink.commit(written.size(), READ);
                assertThat(committed()).as("panes after each commit").containsExactlyInAnyOrderElementsOf(ids(written));
            }
        }
        assertThat(committed()).as("panes after close").containsExactlyInAnyOrderElementsOf(ids(written));
    }

    @Test
    void last_committed_is_the_id_of_the_last_commit_whoever_asks() throws IOException {
        try (TransactionalSink sink = opened()) {
            assertThat(sink.lastCommitted())
                    .as("lastCommitted before any commit")
                    .isEmpty();
            sink.commit(3, READ);
            assertThat(sink.lastCommitted())
                    .as("lastCommitted after a commit without panes")
                    .hasValue(3);
            write(sink, Panes.random(random, 3));
            sink.commit(8, READ);
            assertThat(sink.lastCommitted())
                    .as("lastCommitted after the next commit")
                    .hasValue(8);
        }
        try (TransactionalSink next = opened()) {
            assertThat(next.lastCommitted())
                    .as("lastCommitted of the next sink")
                    .hasValue(8);
        }
    }

    @Test
    void an_id_may_be_lower_than_before_for_somebody_may_have_gone_back() throws IOException {
        try (TransactionalSink sink = opened()) {
            sink.commit(8, READ);
            sink.commit(3, READ);
            assertThat(sink.lastCommitted()).as("lastCommitted after 8 and 3").hasValue(3);
        }
    }

    @Test
    void positions_are_committed_with_the_panes() throws IOException {
        try (TransactionalSink sink = opened()) {
            sink.commit(1, READ);
            if (positions().isEmpty()) {
                Assumptions.abort("positions() says that the sink keeps them nowhere");
            }
            assertThat(positions()).as("positions of the commit").hasValue(READ);
            sink.commit(2, new Positions(Map.of(0, 9L)));
            assertThat(positions()).as("positions of the next commit").hasValue(new Positions(Map.of(0, 9L)));
        }
    }

    @Test
    void what_was_not_committed_is_gone_when_the_next_one_opens() throws IOException {
        List<Pane<String>> before = Panes.random(random, 3);
        List<Pane<String>> after = Panes.odd();
        try (TransactionalSink dead = opened()) {
            write(dead, before);
            dead.commit(1, READ);
            write(dead, Panes.random(random, 10));
            dead.flush();
            try (TransactionalSink next = opened()) {
                assertThat(next.lastCommitted())
                        .as("lastCommitted after a death")
                        .hasValue(1);
                write(next, after);
                next.commit(2, READ);
                List<Pane<String>> all = new ArrayList<>(before);
                all.addAll(after);
                assertThat(committed()).as("panes after a death").containsExactlyInAnyOrderElementsOf(ids(all));
            }
        }
    }

    @Test
    void one_that_was_shut_out_says_so_and_makes_nothing_visible() throws IOException {
        try (TransactionalSink old = opened()) {
            write(old, Panes.random(random, 3));
            old.flush();
            try (TransactionalSink next = opened()) {
                next.commit(5, READ);
                assertThatExceptionOfType(FencedException.class)
                        .as("the commit of one that was shut out")
                        .isThrownBy(() -> old.commit(6, READ));
                assertThatIOException().as("what it does after that").isThrownBy(() -> {
                    write(old, Panes.random(random, 1));
                    old.flush();
                    old.commit(7, READ);
                });
                assertThat(committed()).as("panes of one that was shut out").isEmpty();
                assertThat(next.lastCommitted())
                        .as("lastCommitted after the old one tried")
                        .hasValue(5);
            }
        }
        try (TransactionalSink last = opened()) {
            assertThat(last.lastCommitted()).as("lastCommitted at the end").hasValue(5);
            assertThat(committed()).as("panes of one that was shut out").isEmpty();
        }
    }

    @Test
    void close_commits_nothing() throws IOException {
        try (TransactionalSink sink = opened()) {
            write(sink, Panes.random(random, 5));
            sink.flush();
        }
        try (TransactionalSink next = opened()) {
            assertThat(next.lastCommitted()).as("lastCommitted after close").isEmpty();
            next.commit(1, READ);
        }
        assertThat(committed()).as("panes after close without commit").isEmpty();
    }

    @Test
    void p1_the_panes_of_a_key_keep_their_order() throws IOException {
        List<Pane<String>> panes = Panes.random(random, 300);
        try (TransactionalSink sink = opened()) {
            write(sink, panes.subList(0, 150));
            sink.commit(1, READ);
            write(sink, panes.subList(150, 300));
            sink.commit(2, READ);
        }
        List<PaneId<String>> committed = committed();
        for (String key : Panes.KEYS) {
            assertThat(ofKey(key, committed)).as("panes of '%s', in order", key).isEqualTo(ofKey(key, ids(panes)));
        }
    }

    @Test
    void threads_may_take_turns() throws Exception {
        List<Pane<String>> panes = Panes.random(random, 4);
        try (TransactionalSink sink = opened()) {
            for (Pane<String> pane : panes) {
                inAnotherThread(() -> sink.write(pane));
            }
            inAnotherThread(() -> sink.commit(1, READ));
            assertThat(committed()).as("panes of many threads").containsExactlyInAnyOrderElementsOf(ids(panes));
        }
    }

    @Test
    void a_failure_is_not_swallowed() throws IOException {
        TransactionalSink broken = broken();
        if (broken == null) {
            Assumptions.abort("broken() says that there is no destination that fails");
            return;
        }
        try (broken) {
            assertThatIOException()
                    .as("nothing up to the commit says that the destination failed: the panes are lost")
                    .isThrownBy(() -> {
                        broken.open();
                        write(broken, Panes.random(random, 20));
                        broken.commit(1, READ);
                    });
        }
    }

    @Test
    void it_may_be_closed_twice_and_without_having_been_opened() throws IOException {
        TransactionalSink sink = opened();
        for (TransactionalSink closed : List.of(sink, sink, sink())) {
            assertThatCode(closed::close)
                    .as("closing it, again, and without having opened it")
                    .doesNotThrowAnyException();
        }
    }

    private TransactionalSink opened() throws IOException {
        TransactionalSink sink = sink();
        sink.open();
        return sink;
    }

    private static void write(TransactionalSink sink, List<Pane<String>> panes) throws IOException {
        for (Pane<String> pane : panes) {
            sink.write(pane);
        }
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
