// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import io.tidemark.aggregate.NumberStatistics;
import java.util.Arrays;

/**
 * Counts numbers by buckets. Bucket {@code i} holds those above {@code bounds[i - 1]} and up to {@code bounds[i]}, as OpenTelemetry has it: {@code (-inf, 1], (1, 4], (4, inf)}
 * for the bounds 1 and 4. A bound lies in the bucket that it ends. There is one more bucket than bounds.
 */
public final class Histogram {
    /** The most bounds. */
    public static final int MAX_BOUNDS = 1_000;

    private final double[] bounds;
    private final long[] counts;
    private final NumberStatistics numbers = new NumberStatistics();

    /**
     * A histogram of nothing.
     *
     * @param bounds 1 to {@value #MAX_BOUNDS}, finite and ascending
     */
    public Histogram(double... bounds) {
        if (!areBounds(bounds)) {
            throw new IllegalArgumentException(
                    "bounds must be 1 to " + MAX_BOUNDS + " finite numbers, each greater than the one before it");
        }
        this.bounds = bounds.clone();
        counts = new long[bounds.length + 1];
    }

    static boolean areBounds(double... bounds) {
        for (int i = 0; i < bounds.length; i++) {
            if (!Double.isFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
                return false;
            }
        }
        return bounds.length >= 1 && bounds.length <= MAX_BOUNDS;
    }

    /** Adds a finite number. */
    public void add(double number) {
        counts[bucket(number)]++;
        numbers.add(number);
    }

    private int bucket(double number) {
        int from = 0;
        int to = bounds.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (number <= bounds[middle]) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    /** Adds everything that {@code other} holds. */
    public void merge(Histogram other) {
        if (!Arrays.equals(bounds, other.bounds)) {
            throw new IllegalArgumentException("histograms of different buckets cannot be merged");
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        numbers.merge(other.numbers);
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(counts, 0);
        numbers.clear();
    }

    /** The bounds. */
    public double[] bounds() {
        return bounds.clone();
    }

    /** How many numbers are in each bucket. */
    public long[] counts() {
        return counts.clone();
    }

    /** How many numbers there are. */
    public long count() {
        return numbers.count();
    }

    /** Their sum. */
    public double sum() {
        return numbers.sum();
    }

    NumberStatistics numbers() {
        return numbers;
    }

    /** Takes in what a codec read. */
    void restore(long[] countsOfIt, NumberStatistics numbersOfIt) {
        System.arraycopy(countsOfIt, 0, counts, 0, counts.length);
        numbers.merge(numbersOfIt);
    }
}
