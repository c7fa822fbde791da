// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.rules;

import static io.tidemark.testkit.rules.Call.costs;
import static io.tidemark.testkit.rules.Call.ms;
import static io.tidemark.testkit.rules.Call.sliding;
import static io.tidemark.testkit.rules.Call.tumbling;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testkit.PaneText;
import io.tidemark.testkit.PipelineHarness;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.watermark.Watermark;
import io.tidemark.window.CalendarUnit;
import io.tidemark.window.CalendarWindows;
import io.tidemark.window.CountWindows;
import io.tidemark.window.GlobalWindow;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Windowing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowRulesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void n1_tumbling_windows_lie_on_one_grid_also_before_1970() {
        assertThat(windows(tumbling(10), -11, -10, -1, 0, 9, 10))
                .containsExactly("[-20,-10)", "[-10,0)", "[0,10)", "[10,20)");
    }

    @Test
    void n1_any_offset_moves_the_grid() {
        assertThat(windows(tumbling(10).withOffset(ms(3)), 2, 3)).containsExactly("[-7,3)", "[3,13)");
        assertThat(windows(tumbling(10).withOffset(ms(-7)), 2, 3)).containsExactly("[-7,3)", "[3,13)");
        assertThat(windows(tumbling(10).withOffset(ms(123)), 2, 3)).containsExactly("[-7,3)", "[3,13)");
    }

    @Test
    void n2_ten_minutes_by_one_gives_ten_windows() {
        long at = Instant.parse("2026-01-05T12:05:30Z").toEpochMilli();
        long minute = Duration.ofMinutes(1).toMillis();
        PipelineHarness<Call> harness = PipelineHarness.of(
                        costs(sliding(10 * minute, minute)).build())
                .add(Call.a(), at)
                .endOfInput();

        assertThat(harness.panes())
                .extracting(pane -> Instant.ofEpochMilli(pane.window().start()).toString())
                .hasSize(10)
                .startsWith("2026-01-05T11:56:00Z")
                .endsWith("2026-01-05T12:05:00Z");
    }

    @Test
    void n2_an_element_in_the_gap_of_a_slide_longer_than_the_size_is_unassigned() {
        PipelineHarness<Call> harness = PipelineHarness.of(costs(sliding(2, 5)).build())
                .add(Call.a(), 1)
                .add(Call.a(), 2)
                .add(Call.a(), 4)
                .add(Call.a(), 5)
                .endOfInput();

        assertThat(harness.takeLines())
                .containsExactly("v|a|[0,2)|ON_TIME#0!|count=1|{cost=1.0}", "v|a|[5,7)|ON_TIME#0!|count=1|{cost=1.0}");
        assertThat(harness.counters("v").unassigned()).isEqualTo(2);
    }

    @Test
    void n3_a_day_has_23_or_25_hours_where_the_clocks_are_moved() {
        assertThat(hours(CalendarWindows.of(CalendarUnit.DAY, BERLIN), "2026-03-29T12:00:00Z"))
                .isEqualTo(23);
        assertThat(hours(CalendarWindows.of(CalendarUnit.DAY, BERLIN), "2026-10-25T12:00:00Z"))
                .isEqualTo(25);
    }

    @Test
    void n3_weeks_begin_on_monday_and_months_and_years_on_the_first() {
        assertThat(start(CalendarWindows.of(CalendarUnit.WEEK, BERLIN), "2026-01-01T12:00:00Z"))
                .isEqualTo("2025-12-28T23:00:00Z");
        assertThat(start(CalendarWindows.of(CalendarUnit.MONTH, BERLIN), "2026-07-31T22:30:00Z"))
                .isEqualTo("2026-07-31T22:00:00Z");
        assertThat(start(CalendarWindows.of(CalendarUnit.YEAR, BERLIN), "2026-12-31T22:59:59Z"))
                .isEqualTo("2025-12-31T23:00:00Z");
    }

    @Test
    void n3_a_day_that_a_zone_skipped_has_no_window() {
        CalendarWindows days = CalendarWindows.of(CalendarUnit.DAY, ZoneId.of("Pacific/Apia"));

        assertThat(start(days, "2011-12-30T09:59:59.999Z")).isEqualTo("2011-12-29T10:00:00Z");
        assertThat(start(days, "2011-12-30T10:00:00Z")).isEqualTo("2011-12-30T10:00:00Z");
        assertThat(hours(days, "2011-12-30T10:00:00Z")).isEqualTo(24);
    }

    @Test
    void n3_a_quarter_of_a_day_has_five_or_seven_hours_where_the_clocks_are_moved() {
        TumblingWindows quarters = TumblingWindows.of(Duration.ofHours(6)).in(BERLIN);

        assertThat(hours(quarters, "2026-03-29T00:00:00Z")).isEqualTo(5);
        assertThat(hours(quarters, "2026-03-29T12:00:00Z")).isEqualTo(6);
        assertThat(hours(quarters, "2026-10-25T00:00:00Z")).isEqualTo(7);
    }

    @Test
    void n5_the_global_window_is_complete_at_the_end_of_input_only() {
        PipelineHarness<Call> harness = PipelineHarness.of(costs(GlobalWindow.INSTANCE)
                .trigger(AfterWatermark.<Call>pastEndOfWindow().withEarlyFirings(Repeatedly.forever(AfterCount.of(2))))
                .build());

        harness.add(Call.a(), -5).add(Call.a(), 1L << 62).add(Call.a(), 0);
        assertThat(harness.takeLines()).containsExactly("v|a|[*)|EARLY#0|count=2|{cost=2.0}");
        assertThat(harness.endOfInput().takeLines()).containsExactly("v|a|[*)|ON_TIME#1!|count=3|{cost=3.0}");
        assertThat(harness.panes().get(1).window().start()).isEqualTo(Watermark.MIN);
        assertThat(harness.panes().get(1).window().end()).isEqualTo(Watermark.MAX);
    }

    @Test
    void n5_count_windows_hold_the_last_elements_at_each_slide_whatever_their_times() {
        PipelineHarness<Call> harness =
                PipelineHarness.of(costs(CountWindows.of(3, 2)).build());

        for (int i = 1; i <= 7; i++) {
            harness.add(Call.of("a", i), 100 - 30 * i);
        }
        assertThat(harness.endOfInput().takeLines())
                .containsExactly(
                        "v|a|#[0,2)|ON_TIME#0!|count=2|{cost=3.0}",
                        "v|a|#[1,4)|ON_TIME#0!|count=3|{cost=9.0}",
                        "v|a|#[3,6)|ON_TIME#0!|count=3|{cost=15.0}");
        assertThat(harness.late()).isEmpty();
    }

    @Test
    void n5_with_a_slide_longer_than_the_size_the_elements_between_are_unassigned() {
        PipelineHarness<Call> harness =
                PipelineHarness.of(costs(CountWindows.of(2, 3)).build());

        for (int i = 1; i <= 6; i++) {
            harness.add(Call.of("a", i), 0);
        }
        assertThat(harness.takeLines())
                .containsExactly(
                        "v|a|#[1,3)|ON_TIME#0!|count=2|{cost=5.0}", "v|a|#[4,6)|ON_TIME#0!|count=2|{cost=11.0}");
        assertThat(harness.counters("v").unassigned()).isEqualTo(2);
    }

    private static List<String> windows(Windowing<? super Call> windowing, long... timestamps) {
        PipelineHarness<Call> harness =
                PipelineHarness.of(costs(windowing).build()).holdWatermarks();
        for (long timestamp : timestamps) {
            harness.add(Call.a(), timestamp);
        }
        return harness.endOfInput().panes().stream()
                .map(pane -> PaneText.window(pane.window()))
                .toList();
    }

    private static String start(Windowing<? super Call> windowing, String at) {
        PipelineHarness<Call> harness = PipelineHarness.of(costs(windowing).build())
                .add(Call.a(), Instant.parse(at).toEpochMilli())
                .endOfInput();
        return Instant.ofEpochMilli(harness.panes().get(0).window().start()).toString();
    }

    private static long hours(Windowing<? super Call> windowing, String at) {
        PipelineHarness<Call> harness = PipelineHarness.of(costs(windowing).build())
                .add(Call.a(), Instant.parse(at).toEpochMilli())
                .endOfInput();
        return Duration.ofSeconds((long) harness.panes().get(0).window().seconds())
                .toHours();
    }
}
