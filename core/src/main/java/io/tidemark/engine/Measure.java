// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Counts numbers into the buckets of a {@link Distribution}. One thread at a time may use it; it is for batches, windows and reads of a backend, never for each element. */
final class Measure {
    private static final double NANOS = 1e-9;

    private final double[] bounds;
    private final long[] counts;
    private double sum;

    private Measure(double... bounds) {
        this.bounds = bounds;
        counts = new long[bounds.length + 1];
    }

    /** Of durations from a tenth of a microsecond, as an element takes, to a millisecond. */
    static Measure ofElements() {
        return new Measure(1e-7, 2.5e-7, 5e-7, 1e-6, 2.5e-6, 5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 1e-3);
    }

    /** Of durations from a microsecond, as a read takes from a cache, to ten seconds, as a large write may. */
    static Measure ofStateOperations() {
        return new Measure(1e-6, 5e-6, 1e-5, 5e-5, 1e-4, 5e-4, 1e-3, 5e-3, 0.01, 0.05, 0.1, 0.5, 1, 10);
    }

    /** Of durations from a millisecond to ten minutes. */
    static Measure ofWaits() {
        return new Measure(
                0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600);
    }

    /** Of elements in a window: powers of four up to 4^12, which are 16,777,216; and none. */
    static Measure ofWindows() {
        return new Measure(DoubleStream.concat(
                        DoubleStream.of(0),
                        DoubleStream.iterate(1, bound -> bound * 4).limit(13))
                .toArray());
    }

    /** Adds {@code number}. */
    void add(double number) {
        add(number, 1);
    }

    /** Adds the time since {@code begin}, which {@link Stopwatch} told, in seconds. */
    void addSince(long begin) {
        add((Stopwatch.nanos() - begin) * NANOS);
    }

    /** Adds {@code nanos}, in seconds, that so many things took together. */
    void addShares(long nanos, int things) {
        add(nanos * NANOS / things, things);
    }

    /** Adds {@code number}, {@code times} times. */
    private void add(double number, int times) {
        int bucket = 0;
        while (bucket < bounds.length && number > bounds[bucket]) {
            bucket++;
        }
        counts[bucket] += times;
        sum += number * times;
    }

    /** What was counted so far. */
    Distribution distribution() {
        return new Distribution(
                DoubleStream.of(bounds).boxed().toList(),
                LongStream.of(counts).boxed().toList(),
                sum);
    }

    /** What {@code measures}, which have the same buckets and of which there is at least one, counted together. */
    static Distribution together(List<Measure> measures) {
        Measure all = new Measure(measures.get(0).bounds);
        measures.forEach(all::addAll);
        return all.distribution();
    }

    private void addAll(Measure other) {
        Distribution added = other.distribution();
        for (int i = 0; i < counts.length; i++) {
            counts[i] += added.counts().get(i);
        }
        sum += added.sum();
    }
}
