// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The middle and the ends of what several rounds measured.
 *
 * @param median of the rounds
 * @param min the lowest
 * @param max the highest
 */
public record Spread(double median, double min, double max) {
    /** The spread of {@code value} of {@code rounds}. */
    public static <M> Spread of(List<M> rounds, ToDoubleFunction<? super M> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** How far the ends lie apart, as a part of the median. */
    public double relativeWidth() {
        return (max - min) / median;
    }
}
