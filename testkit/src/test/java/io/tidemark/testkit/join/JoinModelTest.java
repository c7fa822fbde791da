// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.engine.Pipeline;
import io.tidemark.engine.ViewCounters;
import io.tidemark.join.Join;
import io.tidemark.join.Unmatched;
import io.tidemark.testkit.PaneText;
import io.tidemark.testkit.PipelineHarness;
import io.tidemark.testkit.SavedState;
import io.tidemark.testkit.Seeds;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.CountWindows;
import io.tidemark.window.TumblingWindows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random joins of random streams against {@link NaiveJoin}: which elements are made, with which times, and what they find in the windows of a view. */
class JoinModelTest {
    private static final int CASES = 400;
    private static final String[] SIDES = {"l", "l", "r", "r", "lr", "other"};

    private static final List<Unmatched> UNMATCHED = List.of(Unmatched.values());

    @RegisterExtension
    final Seeds seeds = new Seeds();

    /** One element of the stream. */
    private record Step(int partition, Event event, long timestamp) {}

    /** A stream and a join. */
    private record Script(Join<Event> join, long delay, int partitions, List<Step> steps) {}

    /** What comes of it, but for the order of keys. */
    private record Outcome(List<String> panes, List<String> late, int letters, long early, long waiting) {}

    @Test
    void one_by_one() throws IOException {
        Random random = seeds.random();
        for (int i = 0; i < CASES; i++) {
            Script script = script(random);
            assertThat(run(script, 1, 1, null)).as("case %d", i).isEqualTo(expected(script));
        }
    }

    @Test
    void in_batches_by_one_worker_and_by_two() throws IOException {
        Random random = seeds.random();
        for (int i = 0; i < CASES; i++) {
            Script script = script(random);
            Outcome expected = expected(script);
            int inBatch = 1 + random.nextInt(700);
            assertThat(run(script, 1, inBatch, null)).as("case %d", i).isEqualTo(expected);
            assertThat(run(script, 2, inBatch, null)).as("case %d", i).isEqualTo(expected);
        }
    }

    @Test
    void r1_restarted_between_any_two_elements_at_any_parallelism() throws IOException {
        Random random = seeds.random();
        for (int i = 0; i < CASES; i++) {
            Script script = script(random);
            assertThat(run(script, 1, 1 + random.nextInt(5), random))
                    .as("case %d", i)
                    .isEqualTo(expected(script));
        }
    }

    @Test
    void a_join_changes_nothing_for_the_views_beside_it() throws IOException {
        Random random = seeds.random();
        for (int i = 0; i < CASES; i++) {
            Script script = script(random);
            View<Event, ?> plain = plain(script);
            int workers = 1 + random.nextInt(2);
            List<String> alone = run(script, List.of(plain), workers);
            List<String> beside = run(script, List.of(pairs(script), plain, windows(script)), workers);
            assertThat(beside.stream().filter(pane -> pane.startsWith("plain")))
                    .as("case %d", i)
                    .containsExactlyInAnyOrderElementsOf(alone);
        }
    }

    private static Script script(Random random) {
        long before = (long) random.nextInt(3) * random.nextInt(8);
        long after = (long) random.nextInt(4) * random.nextInt(8);
        int limit = random.nextInt(3) > 0 ? Join.NO_LIMIT : 1 + random.nextInt(10);
        Join<Event> join = Join.of(
                        Event.LEFT,
                        Event.RIGHT,
                        Duration.ofMillis(before),
                        Duration.ofMillis(after),
                        Event.Names.INSTANCE)
                .withUnmatched(UNMATCHED.get(random.nextInt(4)))
                .waitingAtMost(limit);
        int partitions = 1 + random.nextInt(3);
        int keys = 1 + random.nextInt(5);
        int count = random.nextInt(random.nextInt(10) == 0 ? 1500 : 60);
        long disorder = random.nextInt(12);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = random.nextInt(20) == 0 ? null : "k" + random.nextInt(keys);
            Event event = new Event(SIDES[random.nextInt(SIDES.length)], key, "e" + i);
            long timestamp = i / (1 + random.nextInt(3)) - (long) (random.nextDouble() * disorder);
            steps.add(new Step(random.nextInt(partitions), event, timestamp));
        }
        return new Script(join, random.nextInt(8), partitions, steps);
    }

    private static ViewBuilder<Event, String> joined(String name, Script script) {
        return View.<Event>named(name)
                .join(script.join)
                .watermarks(new BoundedOutOfOrderness(script.delay))
                .keyBy(Event::name);
    }

    /** Tells each joined element. */
    private static View<Event, String> pairs(Script script) {
        return joined("pairs", script)
                .window(CountWindows.of(1))
                .aggregate("n", Aggregates.count())
                .build();
    }

    /** Tells in which windows they came, and which were late. */
    private static View<Event, String> windows(Script script) {
        return windowed(joined("windows", script));
    }

    private static View<Event, String> windowed(ViewBuilder<Event, String> view) {
        return view.keyBy(event -> "")
                .window(TumblingWindows.of(Duration.ofMillis(5)))
                .allowedLateness(Duration.ofMillis(3))
                .aggregate("n", Aggregates.count())
                .build();
    }

    private static View<Event, String> plain(Script script) {
        return windowed(View.<Event>named("plain").watermarks(new BoundedOutOfOrderness(script.delay)));
    }

    /** The nested loops say what is joined, and the engine, without a join, what becomes of that in windows. */
    private static Outcome expected(Script script) {
        NaiveJoin join = new NaiveJoin(script.join);
        long[] highest = new long[script.partitions];
        Arrays.fill(highest, Long.MIN_VALUE);
        for (Step step : script.steps) {
            join.add(step.event, step.timestamp);
            highest[step.partition] = Math.max(highest[step.partition], step.timestamp);
            long lowest = Arrays.stream(highest).min().orElseThrow();
            if (lowest != Long.MIN_VALUE) {
                join.advanceTo(lowest - script.delay);
            }
        }
        long waiting = join.waiting();
        join.advanceTo(Long.MAX_VALUE);
        List<String> panes = new ArrayList<>();
        List<String> late = new ArrayList<>();
        try (PipelineHarness<Event> harness =
                PipelineHarness.of(windowed(View.named("windows"))).holdWatermarks()) {
            for (NaiveJoin.Joined joined : join.results()) {
                harness.advanceWatermark(joined.watermark());
                if (joined.name() != null) {
                    panes.add("pairs|" + joined.name() + "|#[0,1)|ON_TIME#0!|count=1|{n=1}");
                    harness.add(new Event("j", null, joined.name()), joined.timestamp());
                }
            }
            harness.endOfInput();
            panes.addAll(harness.takeLines());
            harness.late().forEach(element -> late.add(element.element() + " " + element.lateness()));
        }
        panes.sort(null);
        late.sort(null);
        return new Outcome(panes, late, 2 * join.withoutKey, join.early, waiting);
    }

    private static List<String> run(Script script, List<View<Event, ?>> views, int workers) {
        List<String> panes = new ArrayList<>();
        try (Pipeline<Event> pipeline = Pipeline.of(views)
                .parallelism(workers)
                .panes(pane -> panes.add(PaneText.of(pane) + " at " + pane.watermark()))
                .build()) {
            for (Step step : script.steps) {
                pipeline.element(step.partition, 0, step.event, step.timestamp);
            }
            pipeline.endOfInput();
            pipeline.flush();
        }
        return panes;
    }

    /** Runs it; with {@code restarts}, with checkpoints and restarts in between. */
    private static Outcome run(Script script, int workers, int inBatch, @Nullable Random restarts) throws IOException {
        List<String> panes = new ArrayList<>();
        List<String> late = new ArrayList<>();
        List<Object> letters = new ArrayList<>();
        SavedState saved = new SavedState();
        Pipeline<Event> pipeline = pipeline(script, workers, panes, late, letters, restarts != null);
        for (int p = 0; p < script.partitions; p++) {
            pipeline.declarePartition(p);
        }
        long early = 0;
        int fed = 0;
        for (Step step : script.steps) {
            pipeline.element(step.partition, fed, step.event, step.timestamp);
            if (++fed % inBatch == 0) {
                pipeline.handOver();
            }
            if (restarts != null && restarts.nextInt(4) == 0) {
                saved.take(pipeline);
                assertThat((long) saved.size("waiting")).isEqualTo(pipeline.elementsWaiting());
                if (restarts.nextBoolean()) {
                    early += pipeline.elementsLetGoEarly();
                    pipeline.close();
                    pipeline = pipeline(script, 1 + restarts.nextInt(3), panes, late, letters, true);
                    pipeline.restore(saved);
                }
            }
        }
        long waiting = pipeline.elementsWaiting();
        pipeline.endOfInput();
        pipeline.flush();
        early += pipeline.elementsLetGoEarly();
        assertThat(pipeline.elementsWaiting()).isZero();
        pipeline.counters().views().forEach(JoinModelTest::addsUp);
        pipeline.close();
        panes.sort(null);
        late.sort(null);
        return new Outcome(panes, late, letters.size(), early, waiting);
    }

    private static Pipeline<Event> pipeline(
            Script script, int workers, List<String> panes, List<String> late, List<Object> letters, boolean isSaved) {
        return Pipeline.of(List.<View<Event, ?>>of(pairs(script), windows(script)))
                .parallelism(workers)
                .saved(isSaved)
                .panes(pane -> panes.add(PaneText.of(pane)))
                .late(element -> late.add(element.element() + " " + element.lateness()))
                .deadLetters(letters::add)
                .build();
    }

    private static void addsUp(ViewCounters view) {
        assertThat(view.aggregated()
                        + view.filtered()
                        + view.duplicates()
                        + view.late()
                        + view.invalid()
                        + view.unassigned())
                .as("%s", view)
                .isEqualTo(view.elements());
    }
}
