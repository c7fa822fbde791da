// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleToIntFunction;
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
 * What it costs to find a value's bucket, and to count it in an array that is large enough.
 *
 * <pre>
 * mvn -q -pl benchmarks -am package -DskipTests
 * java -cp benchmarks/target/benchmarks.jar org.openjdk.jmh.Main KeyMappingBenchmark \
 *     -prof io.tidemark.benchmarks.CpuTimeProfiler
 * </pre>
 *
 * <p>What it does not show: bounds, signs, zeros and subnormal values, which a sketch must check besides.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KeyMappingBenchmark {
    private static final int VALUES = 1 << 13;
    private static final int COUNTERS = 1 << 12;

    /** The mapping. */
    @Param
    @SuppressWarnings("NullAway.Init") // JMH sets it.
    KeyMapping mapping;

    private final double[] values = Latencies.draw(VALUES, 1);
    private final int[] counters = new int[COUNTERS];
    private DoubleToIntFunction function = value -> 0;
    private int next;

    /** Takes the function out of the enum. */
    @Setup
    public void choose() {
        function = mapping.function();
        System.out.println(mapping + ": " + mapping.bucketsPerOctave() + " buckets per octave");
    }

    /** One value. */
    @Benchmark
    public void count() {
        counters[function.applyAsInt(values[next++ & (VALUES - 1)]) & (COUNTERS - 1)]++;
    }
}
