// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.element.InvalidReason;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.LiveCursor;
import io.tidemark.engine.LivePage;
import io.tidemark.engine.Pipeline;
import io.tidemark.engine.PipelineBuilder;
import io.tidemark.engine.PipelineCounters;
import io.tidemark.engine.ViewCounters;
import io.tidemark.pane.Pane;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.LateElement;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateCursor;
import io.tidemark.state.StateStore;
import io.tidemark.testkit.SavedState;
import io.tidemark.view.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** What the engine yields for a case: every pane a group of its own. */
final class EngineRun {
    /** Few, so that elements, checkpoints and looks come between the panes of one window; or all. */
    private static final int[] PANES_IN_A_ROW = {1, 2, 5, Integer.MAX_VALUE};

    private final Map<String, List<List<Pane<String>>>> panes = new LinkedHashMap<>();
    private final Map<String, List<LateElement>> late = new LinkedHashMap<>();
    private final Map<String, List<Long>> watermarks = new LinkedHashMap<>();
    private final List<Letter> letters = new ArrayList<>();
    private final int panesInARow;

    private EngineRun(Case scripted) {
        panesInARow = PANES_IN_A_ROW[Math.floorMod(scripted.seed(), PANES_IN_A_ROW.length)];
        for (ViewSpec view : scripted.views()) {
            panes.put(view.name(), new ArrayList<>());
            late.put(view.name(), new ArrayList<>());
            watermarks.put(view.name(), new ArrayList<>());
        }
    }

    /** Runs it with {@code parallelism} workers, which get their share after so many steps as the seed says. */
    static Output of(Case scripted, int parallelism) {
        int stepsPerBatch = 1 + Math.floorMod(scripted.seed(), 17);
        EngineRun run = new EngineRun(scripted);
        try (Pipeline<TestElement> pipeline = run.pipeline(real(scripted), parallelism, false)) {
            int steps = 0;
            for (Step step : scripted.steps()) {
                feed(pipeline, step);
                run.watermarks.forEach((view, seen) -> seen.add(pipeline.watermark(view)));
                if (++steps % stepsPerBatch == 0) {
                    pipeline.handOver();
                }
            }
            pipeline.flush();
            int keys = pipeline.keysWithState();
            assertThat(keys == 0 ? pipeline.cells() : 0)
                    .as("cells that were not given back")
                    .isZero();
            return run.output(pipeline.counters(), keys);
        }
    }

    /**
     * Runs it with a checkpoint, or a checkpoint and a restart, between steps that {@code seed} chooses; each time with another parallelism, and of views that were made anew.
     */
    static Output restarted(Case scripted, long seed) {
        Random random = new Random(seed);
        EngineRun run = new EngineRun(scripted);
        SavedState saved = new SavedState();
        Pipeline<TestElement> pipeline = run.pipeline(real(scripted), 1 + random.nextInt(3), true);
        int oneIn = 1 + random.nextInt(20);
        try {
            for (Step step : scripted.steps()) {
                feed(pipeline, step);
                Pipeline<TestElement> running = pipeline;
                run.watermarks.forEach((view, seen) -> seen.add(running.watermark(view)));
                if (random.nextInt(oneIn) == 0) {
                    pipeline.saveAhead(1 + random.nextInt(4));
                }
                if (random.nextInt(oneIn) == 0) {
                    saved.take(pipeline);
                    if (random.nextBoolean()) {
                        pipeline.close();
                        pipeline = run.pipeline(real(scripted), 1 + random.nextInt(3), true);
                        pipeline.restore(saved);
                    }
                }
            }
            // Keys that changed are held until they are saved.
            saved.take(pipeline);
            return run.output(pipeline.counters(), pipeline.keysWithState());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pipeline.close();
        }
    }

    /**
     * Runs it as {@link #restarted} does, with a warm tier and often so little room on the heap that after a checkpoint hardly anything is left there. Now and then the warm tier fails to take a checkpoint over, or is lost.
     *
     * @param backends opens a new, empty backend
     */
    static Output spilled(Case scripted, long seed, Supplier<StateBackend> backends) {
        Random random = new Random(seed);
        EngineRun run = new EngineRun(scripted);
        SavedState saved = new SavedState();
        StateBackend backend = backends.get();
        Pipeline<TestElement> pipeline = run.spilling(scripted, 1 + random.nextInt(3), backend, budget(random));
        int oneIn = 1 + random.nextInt(20);
        long checkpoint = 0;
        boolean isLate = false;
        Random looks = new Random(seed);
        try {
            for (Step step : scripted.steps()) {
                feed(pipeline, step);
                if (looks.nextInt(oneIn) == 0) {
                    look(pipeline, looks);
                }
                if (isLate && random.nextInt(5) == 0) {
                    pipeline.stored(checkpoint);
                    isLate = false;
                }
                Pipeline<TestElement> running = pipeline;
                run.watermarks.forEach((view, seen) -> seen.add(running.watermark(view)));
                if (random.nextInt(oneIn) == 0) {
                    pipeline.saveAhead(1 + random.nextInt(4));
                }
                if (random.nextInt(oneIn) == 0) {
                    saved.take(pipeline);
                    checkpoint++;
                    isLate = random.nextInt(3) == 0;
                    if (!isLate) {
                        pipeline.stored(checkpoint);
                    }
                    if (random.nextInt(3) == 0) {
                        pipeline.close();
                        if (random.nextInt(3) == 0) {
                            backend.close();
                            backend = backends.get();
                        }
                        pipeline = run.spilling(scripted, 1 + random.nextInt(3), backend, budget(random));
                        saved.restore(pipeline, checkpoint);
                        isLate = false;
                    }
                }
            }
            saved.take(pipeline);
            pipeline.stored(checkpoint + 1);
            pipeline.close();
            int due = size(backend.store("due"));
            backend.close();
            // What is in the warm tier counts as well.
            pipeline = run.pipeline(real(scripted), 1, true);
            pipeline.restore(saved);
            int keys = pipeline.keysWithState();
            assertThat(keys == 0 ? due : 0)
                    .as("times at which something is due for no key")
                    .isZero();
            return run.output(pipeline.counters(), keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pipeline.close();
        }
    }

    /** Whoever looks at what lives changes nothing. */
    private static void look(Pipeline<TestElement> pipeline, Random random) {
        for (String view : pipeline.views()) {
            LiveCursor cursor = LiveCursor.START;
            for (int pages = random.nextInt(4); pages > 0; pages--) {
                LivePage page =
                        pipeline.live().page(view, Long.MIN_VALUE, Long.MAX_VALUE, cursor, 1 + random.nextInt(9));
                cursor = page.next().orElse(LiveCursor.START);
            }
        }
    }

    /** Room for hardly anything, or for nearly everything until it has grown. */
    private static HotBudget budget(Random random) {
        return HotBudget.ofBytes(1 + random.nextInt(random.nextBoolean() ? 5_000 : 50_000));
    }

    private static int size(StateStore store) throws IOException {
        int size = 0;
        try (StateCursor cursor = store.scan(KeyRange.all())) {
            while (cursor.next()) {
                size++;
            }
        }
        return size;
    }

    private Pipeline<TestElement> spilling(Case scripted, int parallelism, StateBackend backend, HotBudget budget) {
        return builder(real(scripted), parallelism, true)
                .warm(backend)
                .hot(budget)
                .build();
    }

    private static List<View<TestElement, ?>> real(Case scripted) {
        List<View<TestElement, ?>> views = new ArrayList<>();
        scripted.views().forEach(view -> views.add(view.real()));
        return views;
    }

    private Pipeline<TestElement> pipeline(List<View<TestElement, ?>> views, int parallelism, boolean isSaved) {
        return builder(views, parallelism, isSaved).build();
    }

    private PipelineBuilder<TestElement> builder(List<View<TestElement, ?>> views, int parallelism, boolean isSaved) {
        return Pipeline.of(views)
                .parallelism(parallelism)
                .saved(isSaved)
                .panesInARow(panesInARow)
                .panes(this::pane)
                .late(this::late)
                .deadLetters(letter -> letters.add(Letter.of(letter)));
    }

    static void feed(Pipeline<TestElement> pipeline, Step step) {
        if (step instanceof Step.Declare declare) {
            pipeline.declarePartition(declare.partition());
        } else if (step instanceof Step.Advance advance) {
            pipeline.advanceProcessingTime(advance.now());
        } else if (step instanceof Step.Pause pause) {
            pipeline.notePause(pause.millis());
        } else if (step instanceof Step.SourceWatermark source) {
            pipeline.advanceWatermark(source.watermark());
        } else if (step instanceof Step.Invalid invalid) {
            pipeline.invalid(new DeadLetter(
                    InvalidReason.UNDECODABLE,
                    "not what was agreed",
                    invalid.partition(),
                    invalid.offset(),
                    null,
                    null));
        } else if (step instanceof Step.Add add) {
            pipeline.element(add.partition(), add.element().number(), add.element(), add.timestamp());
        } else {
            pipeline.endOfInput();
        }
    }

    @SuppressWarnings("unchecked") // All keys of these views are strings.
    private void pane(Pane<?> pane) {
        panes(pane.view()).add(List.of((Pane<String>) pane));
    }

    private List<List<Pane<String>>> panes(String view) {
        return panes.computeIfAbsent(view, v -> new ArrayList<>());
    }

    private void late(LateElement element) {
        late.computeIfAbsent(element.view(), v -> new ArrayList<>()).add(element);
    }

    private Output output(PipelineCounters counters, int keysWithState) {
        Map<String, ViewOutput> views = new LinkedHashMap<>();
        for (ViewCounters view : counters.views()) {
            String name = view.view();
            views.put(
                    name,
                    new ViewOutput(
                            panes(name),
                            late.getOrDefault(name, List.of()),
                            view,
                            watermarks.getOrDefault(name, List.of())));
        }
        Map<String, List<Pane<String>>> alerts = new LinkedHashMap<>();
        panes.forEach((name, groups) -> {
            if (!views.containsKey(name)) {
                alerts.put(name, groups.stream().flatMap(List::stream).toList());
            }
        });
        return new Output(views, alerts, letters, counters.elements(), counters.invalidRecords(), keysWithState);
    }
}
