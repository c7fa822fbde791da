// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.parts;

import io.tidemark.aggregate.NumberStatistics;
import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Telemetry;
import io.tidemark.llm.sketch.QuantileSketch;
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
 * Merging the accumulators of a slice into those of a window, for one key.
 *
 * <p>Command: {@code benchmarks/run jmh MergeBenchmark -prof gc}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class MergeBenchmark {
    /** How many values each slice has. */
    @Param({"1", "10", "1000"})
    private int values = 1;

    private final NumberStatistics statistics = new NumberStatistics();
    private final NumberStatistics otherStatistics = new NumberStatistics();
    private final QuantileSketch sketch = new QuantileSketch(AggregateSet.RELATIVE_ERROR);
    private final QuantileSketch otherSketch = new QuantileSketch(AggregateSet.RELATIVE_ERROR);

    /** Two slices. */
    @Setup
    public void setUp() {
        double[] latencies = Telemetry.steady(1, 2 * values, 1).latencies();
        for (int i = 0; i < values; i++) {
            statistics.add(latencies[i]);
            sketch.add(latencies[i]);
            otherStatistics.add(latencies[values + i]);
            otherSketch.add(latencies[values + i]);
        }
    }

    /** Count, sum, minimum, maximum. */
    @Benchmark
    public NumberStatistics statistics() {
        statistics.merge(otherStatistics);
        return statistics;
    }

    /** Percentiles, into a window that holds one slice. */
    @Benchmark
    public QuantileSketch sketch() {
        QuantileSketch window = sketch.copy();
        window.merge(otherSketch);
        return window;
    }
}
