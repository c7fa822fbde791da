// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import static io.tidemark.benchmarks.ScalingSize.DELAY;

import io.tidemark.view.View;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Windowing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;

/** What grows, while all else stays as it is. */
enum ScalingDimension {
    /** Windows of half of the input. */
    KEYS_TUMBLING("keys", "tumbling windows") {
        @Override
        List<ScalingPoint> points(ScalingSize size) {
            return keys(size, elements -> TumblingWindows.of(Duration.ofMillis(elements / 2)));
        }
    },
    /** No session ends before the input does: all are open. */
    KEYS_SESSIONS("keys", "sessions that all stay open") {
        @Override
        List<ScalingPoint> points(ScalingSize size) {
            return keys(size, elements -> SessionWindows.withGap(Duration.ofMillis(2L * elements)));
        }
    },
    /** In how many windows an element is. */
    OVERLAP("size / slide", "sliding windows of an hour") {
        @Override
        List<ScalingPoint> points(ScalingSize size) {
            Duration hour = Duration.ofHours(1);
            List<ScalingPoint> points = new ArrayList<>();
            for (int overlap : List.of(1, 6, 60, 600, 3600)) {
                View<Call, String> view = size.view(0, DELAY, SlidingWindows.of(hour, hour.dividedBy(overlap)));
                points.add(size.point(label(overlap), DELAY, 1, overlap, List.of(view)));
            }
            return points;
        }
    },
    /** How much of event time elements come late, and the watermark waits. */
    DISORDER("out of order", "tumbling windows of 10 s") {
        @Override
        List<ScalingPoint> points(ScalingSize size) {
            List<ScalingPoint> points = new ArrayList<>();
            for (long seconds : List.of(0, 1, 10, 60)) {
                long delay = Duration.ofSeconds(seconds).toMillis();
                points.add(size.point(seconds + " s", delay, 1, 1, List.of(size.view(0, delay, tumbling(10)))));
            }
            return points;
        }
    },
    /** More than one are threads of their own, beside the one that feeds them. */
    PARALLELISM("workers", "tumbling windows of 10 s") {
        @Override
        List<ScalingPoint> points(ScalingSize size) {
            List<ScalingPoint> points = new ArrayList<>();
            for (int workers : List.of(1, 2)) {
                points.add(size.point(label(workers), DELAY, workers, 1, List.of(size.view(0, DELAY, tumbling(10)))));
            }
            return points;
        }
    },
    /** Of one source. */
    VIEWS_EQUAL("views", "the same key and tumbling windows of 10 s") {
        @Override
        List<ScalingPoint> points(ScalingSize size) {
            return views(size, number -> size.view(number, DELAY, tumbling(10)));
        }
    },
    /** Of one source. */
    VIEWS_DIFFERENT("views", "each with a key of its own and tumbling windows of 10 s, 20 s, and so on") {
        @Override
        List<ScalingPoint> points(ScalingSize size) {
            return views(size, number -> size.viewByOwnKey(number, tumbling(10 * (number + 1))));
        }
    };

    private final String axis;
    private final String what;

    ScalingDimension(String axis, String what) {
        this.axis = axis;
        this.what = what;
    }

    /** From the smallest to the largest. */
    abstract List<ScalingPoint> points(ScalingSize size);

    /** What grows, and what computes it; for people. */
    String title() {
        return axis + ", " + what;
    }

    /** What grows; for people. */
    String axis() {
        return axis;
    }

    /** For files and options. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<ScalingPoint> keys(ScalingSize size, Function<Integer, Windowing<Object>> windows) {
        List<ScalingPoint> points = new ArrayList<>();
        for (int keys = 10; keys <= size.mostKeys(); keys *= 10) {
            int elements = Math.max(size.elements(), 2 * keys);
            View<Call, String> view = size.view(0, DELAY, windows.apply(elements));
            points.add(new ScalingPoint(label(keys), keys, elements, DELAY, 1, 1, List.of(view)));
        }
        return points;
    }

    private static List<ScalingPoint> views(ScalingSize size, IntFunction<View<Call, String>> view) {
        List<ScalingPoint> points = new ArrayList<>();
        for (int count : List.of(1, 2, 4, 8)) {
            List<View<Call, String>> views = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                views.add(view.apply(number));
            }
            points.add(size.point(label(count), DELAY, 1, count, views));
        }
        return points;
    }

    private static Windowing<Object> tumbling(int seconds) {
        return TumblingWindows.of(Duration.ofSeconds(seconds));
    }

    private static String label(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
