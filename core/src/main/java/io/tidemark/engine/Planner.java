// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.detect.Detector;
import io.tidemark.engine.ViewPlan.Path;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Trigger;
import io.tidemark.view.View;
import io.tidemark.window.AlignedWindows;
import io.tidemark.window.CalendarWindows;
import io.tidemark.window.CountWindows;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Windowing;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

/** Decides, from a view's definition alone and only here, which path its elements take. */
public final class Planner {
    private Planner() {}

    /** The plan of {@code view}. */
    public static ViewPlan plan(View<?, ?> view) {
        return new ViewPlan(
                view.name(),
                path(view),
                reason(view),
                sliceMillis(view.windowing()),
                windowsPerElement(view.windowing()),
                new Aggregation<>(view.aggregates()).accumulators());
    }

    /** How many bytes of heap {@code detectors} of one view take for one key, at most as far as that is known. */
    public static long detectorBytes(List<Detector> detectors) {
        return new KeyDetectors(detectors).mostBytes();
    }

    /** What computes {@code view} on one worker. */
    static <E, K> Operator<E> operator(
            View<E, K> view,
            KeyDictionary<K> keys,
            Outputs outputs,
            ViewTally tally,
            boolean isSaved,
            WarmEntries warm,
            ViewDetectors detectors,
            ViewGaps gaps,
            Pace pace) {
        Aggregation<E> aggregation = new Aggregation<>(view.aggregates());
        Emitter<E, K> emitter = new Emitter<>(view, aggregation, keys, outputs, tally, detectors, gaps);
        ChangedKeys changed = new ChangedKeys(keys, isSaved);
        return switch (path(view)) {
            case SLICED ->
                new SlicedOperator<>(
                        view,
                        (AlignedWindows) view.windowing(),
                        aggregation,
                        keys,
                        emitter,
                        tally,
                        isSaved,
                        warm,
                        pace);
            case SESSION, GENERAL -> WindowOperator.of(view, aggregation, keys, emitter, tally, changed, warm);
            case COUNT ->
                new CountOperator<>((CountWindows) view.windowing(), aggregation, keys, emitter, tally, changed, warm);
        };
    }

    /** What the state of {@code view} depends on: a view of another shape cannot take it over. */
    static String shape(View<?, ?> view) {
        AfterWatermark<?> trigger = view.trigger();
        int slots = Math.max(
                trigger.early().map(Trigger::slots).orElse(0),
                trigger.late().map(Trigger::slots).orElse(0));
        return "{path: " + path(view) + ", windows: "
                + windows(view) + ", accumulation: "
                + view.accumulation() + ", trigger slots: " + slots + ", keys: "
                + view.key().codec().name() + ", accumulators: "
                + new Aggregation<>(view.aggregates()).codecs()
                + view.join()
                        .map(join -> ", join: " + join.pairing().codec().name())
                        .orElse("") + "}";
    }

    /** What the archived accumulators of {@code view} depend on: those of another shape are never merged with them. */
    static String archiveShape(View<?, ?> view) {
        return "{windows: " + windows(view) + ", keys: " + view.key().codec().name() + ", accumulators: "
                + new Aggregation<>(view.aggregates()).codecs() + "}";
    }

    private static Object windows(View<?, ?> view) {
        boolean isOurs = view.windowing().getClass().getPackage() == Windowing.class.getPackage();
        return isOurs ? view.windowing() : view.windowing().getClass().getName();
    }

    /** Whether the view has anything to do at processing times of its own. */
    static boolean watchesProcessingTime(View<?, ?> view) {
        return hasTriggers(view) || view.watermarks().followsProcessingTime();
    }

    private static Path path(View<?, ?> view) {
        if (view.windowing() instanceof CountWindows) {
            return Path.COUNT;
        }
        if (view.windowing() instanceof SessionWindows) {
            return Path.SESSION;
        }
        boolean aligned = view.windowing() instanceof AlignedWindows;
        return aligned && !hasTriggers(view) && !isRetracting(view) ? Path.SLICED : Path.GENERAL;
    }

    private static String reason(View<?, ?> view) {
        return switch (path(view)) {
            case COUNT -> "windows count elements";
            case SESSION -> "windows are sessions, which merge";
            case SLICED -> "windows are the same for all keys, and fire on the watermark alone";
            case GENERAL -> generalReason(view);
        };
    }

    private static String generalReason(View<?, ?> view) {
        if (!(view.windowing() instanceof AlignedWindows)) {
            return "windows are not cut from one grid";
        }
        return hasTriggers(view)
                ? "early or late triggers need state for each key and window"
                : "retractions need the last pane of each key and window";
    }

    private static boolean hasTriggers(View<?, ?> view) {
        return view.trigger().early().isPresent() || view.trigger().late().isPresent();
    }

    private static boolean isRetracting(View<?, ?> view) {
        return view.accumulation() == AccumulationMode.ACCUMULATING_AND_RETRACTING;
    }

    private static OptionalLong sliceMillis(Windowing<?> windowing) {
        if (windowing instanceof TumblingWindows tumbling && tumbling.zone() instanceof ZoneOffset) {
            return OptionalLong.of(tumbling.size());
        }
        if (windowing instanceof SlidingWindows sliding && sliding.size() % sliding.slide() == 0) {
            return OptionalLong.of(sliding.slide());
        }
        return OptionalLong.empty();
    }

    private static OptionalLong windowsPerElement(Windowing<?> windowing) {
        if (windowing instanceof SlidingWindows sliding) {
            return OptionalLong.of(Math.floorDiv(sliding.size() - 1, sliding.slide()) + 1);
        }
        boolean one = windowing instanceof TumblingWindows || windowing instanceof CalendarWindows;
        return one ? OptionalLong.of(1) : OptionalLong.empty();
    }
}
