// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneTiming;
import io.tidemark.time.Timestamps;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.TimeDomain;
import io.tidemark.trigger.Trigger;
import io.tidemark.trigger.TriggerContext;
import io.tidemark.trigger.TriggerResult;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.window.AlignedWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.WindowAssigner;
import io.tidemark.window.Windowing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows and triggers that a user wrote. */
class CustomPartsTest {
    private final List<String> panes = new ArrayList<>();

    @Test
    void a_custom_assigner_may_look_at_the_element() {
        WindowAssigner<Long> longerForLarge = (element, timestamp, out) -> {
            long size = element >= 100 ? 100 : 10;
            long start = Timestamps.floor(timestamp, size, 0);
            out.window(start, start + size);
        };
        run(counting(longerForLarge), 3L, 7L, 14L, 103L);

        assertThat(panes).containsExactly("[0, 10) ON_TIME 2", "[10, 20) ON_TIME 1", "[100, 200) ON_TIME 1");
        assertThat(Planner.plan(counting(longerForLarge).build()).path()).isEqualTo(ViewPlan.Path.GENERAL);
    }

    @Test
    void custom_aligned_windows_take_the_sliced_path_also_when_a_window_has_several_slices() {
        run(counting(new EveningAndWholeDay()), 5L, 9L, 15L);

        assertThat(panes).containsExactly("[8, 10) ON_TIME 1", "[0, 20) ON_TIME 3");
        assertThat(Planner.plan(counting(new EveningAndWholeDay()).build()).path())
                .isEqualTo(ViewPlan.Path.SLICED);
    }

    @Test
    void a_custom_trigger_may_wait_for_event_time() {
        ViewBuilder<Long, String> halfTime = counting(TumblingWindows.of(Duration.ofMillis(10)))
                .trigger(AfterWatermark.<Long>pastEndOfWindow().withEarlyFirings(new AtHalfTime(true)));
        run(halfTime, 1L, 2L, 6L, 7L, 12L);

        assertThat(panes).containsExactly("[0, 10) EARLY 3", "[0, 10) ON_TIME 4", "[10, 20) ON_TIME 1");
    }

    @Test
    void a_trigger_whose_timer_never_moves_on_is_an_error_and_no_endless_loop() {
        ViewBuilder<Long, String> stuck = counting(TumblingWindows.of(Duration.ofMillis(10)))
                .trigger(AfterWatermark.<Long>pastEndOfWindow().withEarlyFirings(new AtHalfTime(false)));

        assertThatThrownBy(() -> run(stuck, 1L, 6L, 7L)).hasMessageContaining("asks again for time");
    }

    private static ViewBuilder<Long, String> counting(Windowing<? super Long> windows) {
        return View.<Long>named("v").window(windows).aggregate("n", Aggregates.count());
    }

    private void run(ViewBuilder<Long, String> view, Long... elements) {
        try (Pipeline<Long> pipeline =
                Pipeline.of(view.build()).panes(pane -> panes.add(text(pane))).build()) {
            for (Long element : elements) {
                pipeline.element(0, 0, element, element);
            }
            pipeline.endOfInput();
        }
    }

    private static String text(Pane<?> pane) {
        PaneTiming timing = pane.info().timing();
        return "[" + pane.window().start() + ", " + pane.window().end() + ") " + timing + " " + pane.count();
    }

    /** Of each 20 ms a window of the whole, and one of {@code [8, 10)}; slices {@code [0, 8), [8, 10), [10, 20)}. */
    private static final class EveningAndWholeDay implements AlignedWindows {
        @Override
        public long sliceStart(long timestamp) {
            long start = Timestamps.floor(timestamp, 20, 0);
            long time = timestamp - start;
            return start + (time < 8 ? 0 : time < 10 ? 8 : 10);
        }

        @Override
        public long sliceEnd(long timestamp) {
            long start = Timestamps.floor(timestamp, 20, 0);
            long time = timestamp - start;
            return start + (time < 8 ? 8 : time < 10 ? 10 : 20);
        }

        @Override
        public long nextEnd(long sliceStart, long after) {
            long start = Timestamps.floor(sliceStart, 20, 0);
            if (sliceStart == start + 8 && after < start + 10) {
                return start + 10;
            }
            return after < start + 20 ? start + 20 : NO_END;
        }

        @Override
        public long startOf(long end) {
            return Math.floorMod(end, 20) == 0 ? end - 20 : end - 2;
        }
    }

    /** Fires when the watermark passes the middle of the window; {@code movesOn} is whether it then stops asking. */
    private record AtHalfTime(boolean movesOn) implements Trigger<Object> {
        @Override
        public int slots() {
            return 1;
        }

        @Override
        public TriggerResult onElement(Object element, long timestamp, TriggerContext context) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onTimer(TimeDomain domain, TriggerContext context) {
            context.setState(0, movesOn ? 1 : 0);
            return movesOn ? TriggerResult.FIRE : TriggerResult.CONTINUE;
        }

        @Override
        public long nextTimer(TimeDomain domain, TriggerContext context) {
            boolean waits = domain == TimeDomain.EVENT_TIME && context.state(0) == 0;
            return waits ? (context.windowStart() + context.windowEnd()) / 2 : NO_TIMER;
        }

        @Override
        public void onPane(TriggerContext context) {
            // What has fired stays so.
        }

        @Override
        public void onMerge(TriggerContext into, TriggerContext from) {
            into.setState(0, Math.min(into.state(0), from.state(0)));
        }

        @Override
        public void clear(TriggerContext context) {
            context.setState(0, 0);
        }
    }
}
