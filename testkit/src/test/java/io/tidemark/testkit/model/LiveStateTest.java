// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.engine.HotBudget;
import io.tidemark.engine.LiveCursor;
import io.tidemark.engine.LivePage;
import io.tidemark.engine.LiveState;
import io.tidemark.engine.LiveWindow;
import io.tidemark.engine.Pipeline;
import io.tidemark.engine.PipelineBuilder;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneTiming;
import io.tidemark.testkit.SavedState;
import io.tidemark.testkit.ToyStateBackend;
import io.tidemark.view.View;
import io.tidemark.window.CountWindows;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What {@link LiveState} shows of a window is what the window emits once nothing comes any more, wherever its state is.
 *
 * <p>{@code -Dtidemark.cases=N} runs N cases, {@code -Dtidemark.seed=S} begins at seed S; a failure prints the seed.
 */
class LiveStateTest {
    private static final long CASES = Long.getLong("tidemark.cases", 1500);
    private static final long FIRST_SEED = Long.getLong("tidemark.seed", 1);

    private record KeyAndWindow(Object key, Window window) {}

    private final List<Pane<?>> panes = new ArrayList<>();

    @Test
    void what_lives_is_what_fires_when_nothing_comes_any_more() throws IOException {
        long seen = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            seen += look(RandomCases.of(seed), new Random(seed));
        }
        assertThat(seen).as("windows that were looked at").isGreaterThan(CASES);
    }

    /** Stops a case at any of its steps, looks, and ends it there; returns how many windows were seen. */
    private long look(Case scripted, Random random) throws IOException {
        panes.clear();
        List<View<TestElement, ?>> views = new ArrayList<>();
        scripted.views().forEach(view -> views.add(view.real()));
        boolean isSpilling = random.nextBoolean();
        PipelineBuilder<TestElement> builder = Pipeline.of(views)
                .parallelism(1 + random.nextInt(3))
                .saved(isSpilling)
                .panesInARow(1 + random.nextInt(3))
                .panes(panes::add);
        if (isSpilling) {
            builder.warm(ToyStateBackend.empty()).hot(HotBudget.ofBytes(1 + random.nextInt(20_000)));
        }
        long seen = 0;
        try (Pipeline<TestElement> pipeline = builder.build()) {
            run(
                    pipeline,
                    scripted.steps().subList(0, random.nextInt(scripted.steps().size())),
                    isSpilling,
                    random);
            Map<String, List<LiveWindow>> live = new HashMap<>();
            for (View<TestElement, ?> view : views) {
                String name = view.name();
                List<LiveWindow> found = all(pipeline.live(), name, 1 + random.nextInt(5));
                live.put(name, found);
                seen += found.size();
                assertByKey(pipeline.live(), name, found, "seed " + scripted.seed());
            }
            Map<String, List<Pane<?>>> before = byView();
            panes.clear();
            pipeline.endOfInput();
            pipeline.flush();
            Map<String, List<Pane<?>>> after = byView();
            for (int i = 0; i < views.size(); i++) {
                String name = views.get(i).name();
                assertThat(differences(
                                scripted.views().get(i),
                                live.getOrDefault(name, List.of()),
                                before.getOrDefault(name, List.of()),
                                after.getOrDefault(name, List.of())))
                        .as("%s", scripted)
                        .isEmpty();
            }
        }
        return seen;
    }

    private static void run(Pipeline<TestElement> pipeline, List<Step> steps, boolean isSpilling, Random random)
            throws IOException {
        SavedState saved = new SavedState();
        long checkpoint = 0;
        int oneIn = 1 + random.nextInt(20);
        for (Step step : steps) {
            if (!(step instanceof Step.End)) {
                EngineRun.feed(pipeline, step);
            }
            if (isSpilling && random.nextInt(oneIn) == 0) {
                saved.take(pipeline);
                pipeline.stored(++checkpoint);
            }
        }
    }

    private static List<LiveWindow> all(LiveState<TestElement> live, String view, int limit) {
        List<LiveWindow> all = new ArrayList<>();
        Optional<LiveCursor> next = Optional.of(LiveCursor.START);
        while (next.isPresent()) {
            // As it goes to a client and back.
            LiveCursor cursor = LiveCursor.parse(next.get().toString());
            LivePage page = live.page(view, Long.MIN_VALUE, Long.MAX_VALUE, cursor, limit);
            all.addAll(page.windows());
            next = page.next();
        }
        return all;
    }

    private static void assertByKey(LiveState<TestElement> live, String view, List<LiveWindow> all, String seed) {
        Map<Object, List<LiveWindow>> byKey = new HashMap<>();
        all.forEach(window ->
                byKey.computeIfAbsent(window.key(), key -> new ArrayList<>()).add(window));
        byKey.forEach((key, windows) -> {
            assertThat(live.windows(view, key, Long.MIN_VALUE, Long.MAX_VALUE, 1000))
                    .as(seed)
                    .isEqualTo(windows);
            Window one = windows.get(windows.size() / 2).window();
            assertThat(live.windows(view, key, one.start(), one.end(), 1000))
                    .as(seed)
                    .isEqualTo(windows.stream()
                            .filter(other -> other.window().start() < one.end()
                                    && other.window().end() > one.start())
                            .toList());
        });
        assertThat(live.windows(view, "nobody has this key", Long.MIN_VALUE, Long.MAX_VALUE, 1000))
                .as(seed)
                .isEmpty();
    }

    private Map<String, List<Pane<?>>> byView() {
        Map<String, List<Pane<?>>> byView = new HashMap<>();
        panes.forEach(pane ->
                byView.computeIfAbsent(pane.view(), view -> new ArrayList<>()).add(pane));
        return byView;
    }

    private static List<String> differences(
            ViewSpec view, List<LiveWindow> live, List<Pane<?>> before, List<Pane<?>> after) {
        List<String> differences = new ArrayList<>();
        if (view.windows().real() instanceof CountWindows) {
            return differences;
        }
        Map<KeyAndWindow, Pane<?>> onTime = new HashMap<>();
        after.stream()
                .filter(pane -> pane.info().timing() == PaneTiming.ON_TIME && !pane.retraction())
                .forEach(pane -> onTime.put(new KeyAndWindow(pane.key(), pane.window()), pane));
        Map<KeyAndWindow, Pane<?>> last = new HashMap<>();
        before.stream()
                .filter(pane -> !pane.retraction())
                .forEach(pane -> last.put(new KeyAndWindow(pane.key(), pane.window()), pane));
        boolean isShownAgain =
                view.mode() != AccumulationMode.DISCARDING && view.late().isEmpty() && !view.onTimeIfNew();
        for (LiveWindow window : live) {
            KeyAndWindow which = new KeyAndWindow(window.key(), window.window());
            if (!window.isComplete()) {
                Pane<?> fired = onTime.remove(which);
                boolean fires = !view.onTimeIfNew() || window.fresh() > 0;
                if (fires != (fired != null)) {
                    differences.add(view.name() + ": " + window + " is open, and fires " + fired);
                } else if (fired != null
                        && (fired.count() != window.count()
                                || !fired.results().equals(window.results())
                                || fired.info().index() != window.panes())) {
                    differences.add(view.name() + ": " + window + " fires " + fired);
                }
            } else if (isShownAgain && last.containsKey(which)) {
                Pane<?> shown = last.get(which);
                if (shown.count() != window.count()
                        || !shown.results().equals(window.results())
                        || shown.info().index() + 1 != window.panes()
                        || window.fresh() != 0) {
                    differences.add(view.name() + ": " + window + " has shown " + shown);
                }
            }
        }
        onTime.forEach((which, pane) -> differences.add(view.name() + ": was not seen, but fires " + pane));
        return differences;
    }
}
