// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.parts;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Call;
import io.tidemark.benchmarks.Calls;
import io.tidemark.benchmarks.Query;
import io.tidemark.benchmarks.Telemetry;
import io.tidemark.engine.Pipeline;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The end of input: every window that is open fires, one pane for each of its keys. A pipeline is filled anew before each measurement, which takes
 * milliseconds itself, so the figure is of single shots. A sliding view has sixteen windows open or more, all others one or two.
 *
 * <p>Command: {@code benchmarks/run jmh FireBenchmark}.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 30)
@Measurement(iterations = 30)
@State(Scope.Thread)
public class FireBenchmark {
    private static final int ELEMENTS_PER_KEY = 4;

    /** Which windows. */
    @Param
    private Query query = Query.TUMBLING_10_S;

    /** How many keys. */
    @Param({"50", "10000"})
    private int keys = 50;

    /** What is computed. */
    @Param
    private AggregateSet aggregates = AggregateSet.CHEAP;

    private Call[] calls = {};
    private Pipeline<Call> pipeline = Pipeline.of(Calls.view("none").build()).build();

    /** The input. */
    @Setup
    public void generate() {
        calls = Telemetry.steady(keys, ELEMENTS_PER_KEY * keys, 1).calls();
    }

    /** A pipeline that is full and has not fired. */
    @Setup(Level.Invocation)
    public void fill(Blackhole sink) {
        pipeline = Pipeline.of(aggregates
                        .addTo(Calls.view("fire").window(query.windowing()))
                        .build())
                .panes(sink::consume)
                .build();
        long timestamp = calls[0].timestamp();
        for (Call call : calls) {
            pipeline.element(0, 0, call, timestamp);
        }
    }

    /** All panes. */
    @Benchmark
    public Pipeline<Call> fire() {
        pipeline.endOfInput();
        return pipeline;
    }
}
