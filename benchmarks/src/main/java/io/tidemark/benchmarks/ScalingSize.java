// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.key.KeySelector;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.Windowing;
import java.util.List;

/**
 * What the dimensions of {@link ScalingReport} have in common: makes their points.
 *
 * @param keys of the dimensions that are not about keys
 * @param mostKeys of those that are
 * @param elements in a pass, at least
 * @param aggregates of each view
 */
record ScalingSize(int keys, int mostKeys, int elements, AggregateSet aggregates) {
    /** The most that an element is out of order, ms, where that is not the dimension. */
    static final long DELAY = 1_000;

    /** A key that no other view is known to have. */
    private record OwnKey(int view) implements KeySelector<Call, String> {
        @Override
        public String key(Call call) {
            return call.key();
        }
    }

    /** A point with the number of keys and elements that most have. */
    ScalingPoint point(String label, long delay, int parallelism, int times, List<View<Call, String>> views) {
        return new ScalingPoint(label, keys, elements, delay, parallelism, times, views);
    }

    /** A view by the key that all have. */
    View<Call, String> view(int number, long delay, Windowing<Object> windows) {
        return view("view-" + number, Calls.KEY, delay, windows);
    }

    /** A view by a key of its own. */
    View<Call, String> viewByOwnKey(int number, Windowing<Object> windows) {
        return view("view-" + number, new OwnKey(number), DELAY, windows);
    }

    private View<Call, String> view(String name, KeySelector<Call, String> key, long delay, Windowing<Object> windows) {
        return aggregates
                .addTo(View.<Call>named(name)
                        .keyBy(key)
                        .watermarks(new BoundedOutOfOrderness(delay))
                        .window(windows))
                .build();
    }
}
