// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Our percentile sketch and its peers, on {@link Latencies}.
 *
 * <pre>
 * mvn -q -pl benchmarks -am package -DskipTests
 * java -cp 'benchmarks/other/classes:benchmarks/other/lib/*' org.openjdk.jmh.Main QuantileSketchBenchmark -prof gc \
 *     -prof io.tidemark.benchmarks.CpuTimeProfiler
 * </pre>
 *
 * <p>What it does not show: negative values and zeros, contention of threads, and how long garbage collection takes with many sketches alive. What
 * they weigh and how wrong they are, {@link SketchFootprint} prints.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QuantileSketchBenchmark {
    private static final int VALUES = 1 << 13;
    private static final int KEYS = 1 << 13;
    private static final int SLICES = 15;
    private static final int PER_SLICE = 30;

    /** The sketch. */
    @Param
    @SuppressWarnings("NullAway.Init") // JMH sets it.
    SketchType type;

    private final double[] values = Latencies.draw(VALUES, 1);
    private final double[] percentiles = {50, 95, 99};
    private final double[] answers = new double[percentiles.length];
    private final int[] keys = new SplittableRandom(2).ints(1 << 16, 0, KEYS).toArray();
    private Case<?> sketches = new Case<>(SketchType.TIDEMARK, values);
    private int next;

    /** Fills all sketches. */
    @Setup
    public void fill() {
        sketches = new Case<>(type, values);
    }

    /** A value more in a sketch that has met all values. */
    @Benchmark
    public void add() {
        sketches.large.add(values[next++ & (VALUES - 1)]);
    }

    /** A value more in one of 8,192 sketches, which the caches do not hold. */
    @Benchmark
    public void addToOneOfMany() {
        int i = next++;
        sketches.addToKey(keys[i & (keys.length - 1)], values[i & (VALUES - 1)]);
    }

    /** A new sketch and ten values. */
    @Benchmark
    public Object createAndAddTen() {
        AnySketch<?> sketch = type.create();
        for (int i = 0; i < 10; i++) {
            sketch.add(values[next++ & (VALUES - 1)]);
        }
        return sketch;
    }

    /** A new sketch and two of 8,192 values merged into it. */
    @Benchmark
    public Object mergeLarge() {
        return sketches.mergeLarge();
    }

    /** A sketch of 8,192 values merged into one that grows to billions. */
    @Benchmark
    public void mergeIntoHuge() {
        sketches.mergeIntoHuge();
    }

    /** A new sketch and 15 of 30 values merged into it: one key of a sliding window. */
    @Benchmark
    public Object mergeFifteenSlices() {
        next += SLICES;
        return sketches.mergeSlices(next);
    }

    /** p50, p95 and p99 of 8,192 values. */
    @Benchmark
    public double[] quantiles() {
        sketches.large.quantiles(percentiles, answers);
        return answers;
    }

    /** p50, p95 and p99 of 30 values. */
    @Benchmark
    public double[] quantilesOfSmall() {
        sketches.byKey.get(next++ & (KEYS - 1)).quantiles(percentiles, answers);
        return answers;
    }

    /** The sketches, of one type. */
    private static final class Case<S extends AnySketch<S>> {
        private final SketchType type;
        private final List<S> byKey = new ArrayList<>();
        private final S large;
        private final S other;
        private final S huge;

        Case(SketchType type, double[] values) {
            this.type = type;
            for (int key = 0; key < KEYS; key++) {
                S sketch = type.create();
                for (int i = 0; i < PER_SLICE; i++) {
                    sketch.add(values[(key * PER_SLICE + i) % values.length]);
                }
                byKey.add(sketch);
            }
            large = type.create();
            other = type.create();
            huge = type.create();
            for (double value : values) {
                large.add(value);
                other.add(value);
            }
        }

        void addToKey(int key, double value) {
            byKey.get(key).add(value);
        }

        S mergeLarge() {
            S sum = type.create();
            sum.merge(large);
            sum.merge(other);
            return sum;
        }

        void mergeIntoHuge() {
            huge.merge(large);
        }

        S mergeSlices(int first) {
            S sum = type.create();
            for (int i = 0; i < SLICES; i++) {
                sum.merge(byKey.get((first + i) & (KEYS - 1)));
            }
            return sum;
        }
    }
}
