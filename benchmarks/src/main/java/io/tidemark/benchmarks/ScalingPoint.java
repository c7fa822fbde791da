// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.view.View;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One place along a dimension of {@link ScalingReport}.
 *
 * @param label where it is, for people
 * @param keys how many
 * @param elements in a pass
 * @param delay the most that an element is out of order, ms
 * @param parallelism how many workers
 * @param times in how many panes of all views together an element is
 * @param views that are computed
 */
record ScalingPoint(
        String label, int keys, int elements, long delay, int parallelism, int times, List<View<Call, String>> views) {
    /** 2026-11-21T00:00Z. */
    private static final long START = 1_795_219_200_000L;

    private static final int VALUES = 5_000;

    /** A prime: multiplied with it, modulo their number, all keys come once. */
    private static final long ORDER = 2_654_435_761L;

    /** The first {@code count} elements, one for each millisecond of event time: first one of each key, as far as there are elements, then of keys uniformly at random. */
    Call[] input(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] names = new String[keys];
        for (int key = 0; key < keys; key++) {
            names[key] = "model-" + key;
        }
        Call[] calls = new Call[count];
        for (int i = 0; i < count; i++) {
            int key = i < keys ? (int) (i * ORDER % keys) : random.nextInt(keys);
            long timestamp = START + i - random.nextLong(delay + 1);
            calls[i] = new Call(names[key], random.nextInt(VALUES), timestamp);
        }
        return calls;
    }

    /**
     * A pass.
     *
     * @throws IllegalStateException when the counts or the sums of its panes are not those of the input
     */
    Measurement measure(Call[] input, AggregateSet aggregates) {
        Checksum panes = new Checksum();
        Measurement measurement = new PipelineRun(views, aggregates).run(input, parallelism, panes);
        double total = 0;
        for (Call call : input) {
            total += call.latency();
        }
        if (panes.elements() != (long) times * input.length || panes.total() != times * total) {
            throw new IllegalStateException(label + ": the panes have " + panes.elements() + " elements that are "
                    + panes.total() + " in all, but " + times + " times " + input.length + " that are " + total
                    + " came");
        }
        return measurement;
    }
}
