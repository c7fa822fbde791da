// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Pipeline;
import io.tidemark.pane.Pane;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateCursor;
import io.tidemark.testkit.SavedState;
import io.tidemark.testkit.ToyStateBackend;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.CountWindows;
import io.tidemark.window.GlobalWindow;
import io.tidemark.window.SessionWindows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State that no watermark ends is forgotten when nothing has changed for the time to live; nothing else is, ever. */
final class StateTtlTest {
    private static final long MINUTE = 60_000;
    private static final long TTL = 60 * MINUTE;
    private static final List<String> STORES = List.of("windows", "ordinals", "due");

    private final List<String> panes = new ArrayList<>();
    private final SavedState saved = new SavedState();
    private final StateBackend backend = ToyStateBackend.empty();
    private long checkpoint;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 1000000", "3, 1", "3, 1000000"})
    void idle_keys_are_forgotten_and_begin_anew(int parallelism, long hot) throws IOException {
        try (Pipeline<String> pipeline = pipeline(parallelism, hot, true)) {
            add(pipeline, 0, "a", "b");
            save(pipeline);
            add(pipeline, 30 * MINUTE, "b");
            save(pipeline);
            add(pipeline, 59 * MINUTE, "c");
            save(pipeline);
            assertThat(pipeline.expirations()).isZero();
            // a is 70 minutes old; b has changed, and the session of each is still open.
            add(pipeline, 71 * MINUTE);
            save(pipeline);
            assertThat(pipeline.expirations()).as("a, in two views").isEqualTo(2);
            add(pipeline, 72 * MINUTE, "a", "b");
            save(pipeline);
            assertThat(pipeline.expirations()).isEqualTo(2);
            pipeline.flush();
            assertThat(panes).as("a begins anew").containsExactlyInAnyOrder("pairs b 2", "global b 2");
            add(pipeline, 73 * MINUTE, "a");
            pipeline.endOfInput();
            pipeline.flush();
            assertThat(panes)
                    .containsExactlyInAnyOrder(
                            "pairs b 2",
                            "global b 2",
                            "pairs a 2",
                            "global a 2",
                            "global a 2",
                            "global b 3",
                            "global c 1",
                            "sessions a 3",
                            "sessions b 3",
                            "sessions c 1");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "1, false", "2, true", "2, false"})
    void a_restart_does_not_make_keys_younger(int parallelism, boolean isBackendKept) throws IOException {
        try (Pipeline<String> pipeline = pipeline(1, 1, true)) {
            add(pipeline, 0, "a", "b");
            save(pipeline);
        }
        if (!isBackendKept) {
            backend.clear();
        }
        try (Pipeline<String> pipeline = pipeline(parallelism, 1, true)) {
            saved.restore(pipeline, checkpoint);
            add(pipeline, 50 * MINUTE, "b");
            save(pipeline);
            assertThat(pipeline.expirations()).isZero();
            add(pipeline, 80 * MINUTE);
            save(pipeline);
            assertThat(pipeline.expirations()).isEqualTo(2);
            add(pipeline, 200 * MINUTE);
            save(pipeline);
            assertThat(pipeline.expirations()).isEqualTo(4);
            pipeline.advanceWatermark(Long.MAX_VALUE >> 1);
            save(pipeline);
            save(pipeline);
        }
        for (String store : STORES) {
            assertThat(size(store)).as(store).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 1000000"})
    void without_a_time_to_live_nothing_is_forgotten(int parallelism, long hot) throws IOException {
        try (Pipeline<String> pipeline = pipeline(parallelism, hot, false)) {
            add(pipeline, 0, "a");
            save(pipeline);
            add(pipeline, 1_000_000 * MINUTE);
            save(pipeline);
            assertThat(pipeline.expirations()).isZero();
            add(pipeline, 1_000_001 * MINUTE, "a");
            pipeline.flush();
            assertThat(panes).containsExactlyInAnyOrder("pairs a 2", "global a 2");
        }
    }

    /** Elements that are their key; event time stands still. */
    private static void add(Pipeline<String> pipeline, long now, String... keys) {
        pipeline.advanceProcessingTime(now);
        for (String key : keys) {
            pipeline.element(0, 0, key, 0);
        }
    }

    private void save(Pipeline<String> pipeline) throws IOException {
        saved.take(pipeline);
        pipeline.stored(++checkpoint);
    }

    private int size(String store) throws IOException {
        int size = 0;
        try (StateCursor cursor = backend.store(store).scan(KeyRange.all())) {
            while (cursor.next()) {
                size++;
            }
        }
        return size;
    }

    private Pipeline<String> pipeline(int parallelism, long hot, boolean hasTtl) {
        var builder = Pipeline.of(List.of(
                        View.<String>named("pairs")
                                .keyBy(key -> key)
                                .watermarks(new BoundedOutOfOrderness(0))
                                .window(CountWindows.of(2))
                                .aggregate("n", Aggregates.count())
                                .build(),
                        View.<String>named("global")
                                .keyBy(key -> key)
                                .watermarks(new BoundedOutOfOrderness(0))
                                .window(GlobalWindow.INSTANCE)
                                .trigger(AfterWatermark.<String>pastEndOfWindow()
                                        .withEarlyFirings(Repeatedly.forever(AfterCount.of(2))))
                                .aggregate("n", Aggregates.count())
                                .build(),
                        View.<String>named("sessions")
                                .keyBy(key -> key)
                                .watermarks(new BoundedOutOfOrderness(0))
                                .window(SessionWindows.withGap(Duration.ofHours(1)))
                                .aggregate("n", Aggregates.count())
                                .build()))
                .parallelism(parallelism)
                .saved(true)
                .warm(backend)
                .hot(HotBudget.ofBytes(hot))
                .panes(this::pane);
        if (hasTtl) {
            builder.stateTtl(Duration.ofMillis(TTL));
        }
        return builder.build();
    }

    private synchronized void pane(Pane<?> pane) {
        panes.add(pane.view() + " " + pane.key() + " " + pane.count());
    }
}
