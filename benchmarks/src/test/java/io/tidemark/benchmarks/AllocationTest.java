// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tidemark.engine.Pipeline;
import io.tidemark.window.CalendarUnit;
import io.tidemark.window.CalendarWindows;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Windowing;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Within a window, once every key has state, an element allocates nothing. */
class AllocationTest {
    private static final int ELEMENTS = 1_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> windowsAndAggregates() {
        return Stream.<Windowing<Object>>of(
                        TumblingWindows.of(Duration.ofDays(1)),
                        SlidingWindows.of(Duration.ofDays(15), Duration.ofDays(1)),
                        CalendarWindows.of(CalendarUnit.DAY, ZoneOffset.UTC),
                        SessionWindows.withGap(Duration.ofMinutes(5)))
                .flatMap(windows ->
                        Stream.of(AggregateSet.values()).map(aggregates -> Arguments.of(windows, aggregates)));
    }

    @ParameterizedTest
    @MethodSource("windowsAndAggregates")
    void an_element_allocates_nothing_in_steady_state(Windowing<Object> windows, AggregateSet aggregates) {
        Telemetry input = Telemetry.steady(50, ELEMENTS, 1);
        try (Pipeline<Call> pipeline = Pipeline.of(
                        aggregates.addTo(Calls.view("view").window(windows)).build())
                .build()) {
            pipeline.declarePartition(0);
            long span = ELEMENTS;
            feed(input, pipeline, 0);
            long panesBefore = panes(pipeline);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            feed(input, pipeline, span);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

            assertThat(panes(pipeline)).as("panes").isEqualTo(panesBefore);
            assertThat((double) allocated / ELEMENTS).isLessThan(0.1);
        }
    }

    private static long panes(Pipeline<Call> pipeline) {
        return pipeline.counters().views().get(0).onTimePanes();
    }

    private static void feed(Telemetry input, Pipeline<Call> pipeline, long shift) {
        Call[] calls = input.calls();
        for (int i = 0; i < calls.length; i++) {
            pipeline.element(0, i, calls[i], calls[i].timestamp() + shift);
        }
    }
}
