// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.parts;

import io.tidemark.window.AlignedWindows;
import io.tidemark.window.CalendarUnit;
import io.tidemark.window.CalendarWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import java.time.Duration;
import java.time.ZoneId;
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
 * Finding the slice of a timestamp, which the engine does whenever an element is not in the slice of the one before.
 *
 * <p>Command: {@code benchmarks/run jmh WindowAssignBenchmark -prof gc}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class WindowAssignBenchmark {
    private static final int TIMESTAMPS = 1 << 12;

    /** Which windows. */
    @Param
    private Windows windows = Windows.TUMBLING_5_MIN;

    private final long[] timestamps = new long[TIMESTAMPS];
    private AlignedWindows aligned = TumblingWindows.of(Duration.ofMinutes(5));
    private int next;

    /** Windows that are cut from one grid. */
    public enum Windows {
        /** A remainder. */
        TUMBLING_5_MIN,
        /** Two remainders. */
        SLIDING_15_MIN_1_MIN,
        /** A remainder of local time. */
        TUMBLING_6_H_BERLIN,
        /** A date. */
        DAY_BERLIN
    }

    /** Timestamps of one year, in no order. */
    @Setup
    public void setUp() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        aligned = switch (windows) {
            case TUMBLING_5_MIN -> TumblingWindows.of(Duration.ofMinutes(5));
            case SLIDING_15_MIN_1_MIN -> SlidingWindows.of(Duration.ofMinutes(15), Duration.ofMinutes(1));
            case TUMBLING_6_H_BERLIN -> TumblingWindows.of(Duration.ofHours(6)).in(berlin);
            case DAY_BERLIN -> CalendarWindows.of(CalendarUnit.DAY, berlin);
        };
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < timestamps.length; i++) {
            timestamps[i] =
                    1_767_225_600_000L + random.nextLong(Duration.ofDays(365).toMillis());
        }
    }

    /** The start of a slice. */
    @Benchmark
    public long sliceStart() {
        return aligned.sliceStart(timestamps[next++ & (TIMESTAMPS - 1)]);
    }

    /** Both its ends, and the end of the first window that holds it. */
    @Benchmark
    public long slice() {
        long timestamp = timestamps[next++ & (TIMESTAMPS - 1)];
        long start = aligned.sliceStart(timestamp);
        return start ^ aligned.sliceEnd(timestamp) ^ aligned.nextEnd(start, Long.MIN_VALUE);
    }
}
