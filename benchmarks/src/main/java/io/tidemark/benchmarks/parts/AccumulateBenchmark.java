// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.parts;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Call;
import io.tidemark.benchmarks.Calls;
import io.tidemark.benchmarks.Telemetry;
import io.tidemark.engine.Pipeline;
import io.tidemark.window.CalendarUnit;
import io.tidemark.window.CalendarWindows;
import io.tidemark.window.CountWindows;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Windowing;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An element into a pipeline that has seen all keys, within one window, so that nothing fires: by path, in ns for each element. With {@code -prof gc}, the row
 * {@code gc.alloc.rate.norm} must be near 0 for all but {@code COUNT}.
 *
 * <p>Command: {@code benchmarks/run jmh AccumulateBenchmark -prof gc}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class AccumulateBenchmark {
    private static final int ELEMENTS = 100_000;

    /** Which path. */
    @Param
    private Path path = Path.TUMBLING;

    /** How many keys. */
    @Param({"50", "100000"})
    private int keys = 50;

    /** What is computed. */
    @Param
    private AggregateSet aggregates = AggregateSet.CHEAP;

    private Call[] calls = {};
    private long timestamp;
    private Pipeline<Call> pipeline = Pipeline.of(Calls.view("none").build()).build();

    /** Windows, by the path that they take. */
    public enum Path {
        /** Sliced, one slice. */
        TUMBLING(TumblingWindows.of(Duration.ofDays(30))),
        /** Sliced, thirty windows for each element. */
        SLIDING(SlidingWindows.of(Duration.ofDays(900), Duration.ofDays(30))),
        /** Sliced by the calendar. */
        CALENDAR(CalendarWindows.of(CalendarUnit.YEAR, ZoneOffset.UTC)),
        /** Sessions that go on. */
        SESSION(SessionWindows.withGap(Duration.ofDays(30))),
        /** By ordinals; here windows do fire. */
        COUNT(CountWindows.of(1_000));

        @SuppressWarnings("ImmutableEnumChecker") // These windows are records of numbers.
        private final Windowing<Object> windowing;

        Path(Windowing<Object> windowing) {
            this.windowing = windowing;
        }
    }

    /** A pipeline that has state for every key. */
    @Setup
    public void setUp() {
        calls = Telemetry.steady(keys, ELEMENTS, 1).calls();
        pipeline = Pipeline.of(aggregates
                        .addTo(Calls.view(path.name()).window(path.windowing))
                        .build())
                .build();
        timestamp = calls[0].timestamp();
        for (Call call : Telemetry.steady(keys, 10 * keys, 2).calls()) {
            pipeline.element(0, 0, call, timestamp);
        }
    }

    /** Many elements, a millisecond of event time later than those of the call before. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public Pipeline<Call> element() {
        timestamp++;
        for (Call call : calls) {
            pipeline.element(0, 0, call, timestamp);
        }
        return pipeline;
    }
}
