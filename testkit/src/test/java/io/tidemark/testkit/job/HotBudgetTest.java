// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Job;
import io.tidemark.engine.Pipeline;
import io.tidemark.pane.Pane;
import io.tidemark.sink.Sink;
import io.tidemark.source.Decoder;
import io.tidemark.testkit.SavedState;
import io.tidemark.testkit.ToyStateBackend;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.watermark.ProcessingTimeWatermarks;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.TumblingWindows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when state on the heap reaches its budget, and whether the budget means bytes of the heap. */
class HotBudgetTest {
    private static final HotBudget NOTHING = HotBudget.ofBytes(1);
    private final List<String> warnings = new ArrayList<>();
    private final List<Pane<?>> panes = new ArrayList<>();

    /** A key at a time. */
    private record Event(String key, long timestamp) {}

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void without_a_warm_tier_the_source_waits_for_room_and_nothing_is_lost(int decoderThreads) throws IOException {
        AtomicLong clock = new AtomicLong(500);
        List<String> keys = IntStream.range(0, 10_000).mapToObj(i -> "key-" + i).toList();
        View<String, String> view = View.<String>named("calls")
                .keyBy(key -> key)
                .watermarks(ProcessingTimeWatermarks.INSTANCE)
                .window(TumblingWindows.of(Duration.ofSeconds(1)))
                .aggregate("n", Aggregates.count())
                .build();
        Decoder<String> decoder = (record, out) ->
                out.element(new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8), clock.get());
        ScriptedSource source = new ScriptedSource(keys, new Random(1), decoderThreads == 0 ? 7 : 100);
        try (Job<String> job = Job.reading(source, decoder)
                .decodeOn(decoderThreads, () -> decoder)
                .view(view)
                .sink(new PaneList())
                .hot(HotBudget.ofBytes(500_000))
                .warnings(warnings::add)
                .build(clock::get)) {
            job.open();
            int held = 0;
            int done = 0;
            while (done != Job.FINISHED) {
                long before = job.records();
                done = job.doWork();
                if (done == 0 && job.records() == before && job.pipeline().isOver()) {
                    held++;
                    assertThat(job.records()).isLessThan(10_000);
                    // A window ends, and its state goes.
                    clock.addAndGet(1_000);
                }
            }
            assertThat(held).as("times the source was held back").isGreaterThan(1);
            assertThat(job.pipeline().hotBytes()).isLessThan(500_000);
        }
        assertThat(panes).hasSize(10_000);
        assertThat(warnings.get(0)).contains("has used up its budget", "the source waits");
        assertThat(warnings.get(1)).contains("there is room");
    }

    @Test
    void the_measure_is_near_to_what_the_heap_says() {
        View<Event, String> tumbling = View.<Event>named("tumbling")
                .keyBy(Event::key)
                .watermarks(new BoundedOutOfOrderness(0))
                .window(TumblingWindows.of(Duration.ofDays(1)))
                .aggregate("stddev", Aggregates.stddev(event -> event.timestamp(), true))
                .build();
        View<Event, String> sessions = View.<Event>named("sessions")
                .keyBy(Event::key)
                .watermarks(new BoundedOutOfOrderness(0))
                .window(SessionWindows.withGap(Duration.ofHours(1)))
                .aggregate("sum", Aggregates.sum(event -> event.timestamp()))
                .build();
        for (View<Event, String> view : List.of(tumbling, sessions)) {
            long before = usedHeap();
            try (Pipeline<Event> pipeline = Pipeline.of(view).build()) {
                for (int i = 0; i < 200_000; i++) {
                    pipeline.element(0, i, new Event("user-" + i, 1_000), 1_000);
                }
                pipeline.flush();
                double measured = pipeline.hotBytes();
                double used = usedHeap() - before;
                assertThat(measured / used)
                        .as("%s: measured %.0f, used %.0f", view.name(), measured, used)
                        .isBetween(0.6, 1.6);
                assertThat(pipeline.keysWithState()).isEqualTo(200_000);
            }
        }
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    @Test
    void p5_late_panes_are_counted_on_while_their_key_is_not_on_the_heap() throws IOException {
        View<Event, String> view = View.<Event>named("calls")
                .keyBy(Event::key)
                .watermarks(new BoundedOutOfOrderness(0))
                .window(TumblingWindows.of(Duration.ofSeconds(1)))
                .allowedLateness(Duration.ofHours(1))
                .aggregate("n", Aggregates.count())
                .build();
        SavedState saved = new SavedState();
        try (ToyStateBackend backend = ToyStateBackend.empty();
                Pipeline<Event> pipeline = Pipeline.of(view)
                        .saved(true)
                        .warm(backend)
                        .hot(NOTHING)
                        .panes(panes::add)
                        .build()) {
            add(pipeline, "a", 0);
            add(pipeline, "a", 5_000);
            add(pipeline, "a", 1);
            long offset = 10;
            for (int checkpoint = 1; checkpoint < 5; checkpoint++) {
                saved.take(pipeline);
                pipeline.stored(checkpoint);
                // So many keys that the ids of those without state are given to others.
                for (int i = 0; i < 3_000; i++) {
                    add(pipeline, "other-" + checkpoint + "-" + i, 5_000 + offset++);
                }
            }
            saved.take(pipeline);
            pipeline.stored(5);
            add(pipeline, "a", 2);
            pipeline.flush();
        }
        assertThat(panes.stream()
                        .filter(pane -> pane.window().start() == 0)
                        .map(pane -> pane.key() + " " + pane.info().index() + " " + pane.count()))
                .containsExactly("a 0 1", "a 1 2", "a 2 3");
    }

    private static void add(Pipeline<Event> pipeline, String key, long timestamp) {
        pipeline.element(0, 0, new Event(key, timestamp), timestamp);
    }

    /** Keeps the panes. */
    private final class PaneList implements Sink {
        @Override
        public void open() {
            // There is nothing to open.
        }

        @Override
        public void write(Pane<?> pane) {
            panes.add(pane);
        }

        @Override
        public void flush() {
            // They are visible already.
        }

        @Override
        public void close() {
            // They stay.
        }
    }
}
