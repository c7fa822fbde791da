// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.rules;

import static io.tidemark.testkit.rules.Call.costs;
import static io.tidemark.testkit.rules.Call.ms;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.testkit.PipelineHarness;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterElement;
import io.tidemark.trigger.AfterProcessingTime;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.trigger.Trigger;
import io.tidemark.view.ViewBuilder;
import io.tidemark.window.SessionWindows;
import org.junit.jupiter.api.Test;

class SessionRulesTest {
    private static final SessionWindows GAP_5 = SessionWindows.withGap(ms(5));

    @Test
    void n4_elements_whose_distance_is_the_gap_are_one_session_and_one_more_makes_two() {
        assertThat(held(costs(GAP_5))
                        .add(Call.a(), 2)
                        .add(Call.a(), 7)
                        .endOfInput()
                        .takeLines())
                .containsExactly("v|a|[2,12)|ON_TIME#0!|count=2|{cost=2.0}");
        assertThat(held(costs(GAP_5))
                        .add(Call.a(), 2)
                        .add(Call.a(), 8)
                        .endOfInput()
                        .takeLines())
                .containsExactly("v|a|[2,7)|ON_TIME#0!|count=1|{cost=1.0}", "v|a|[8,13)|ON_TIME#0!|count=1|{cost=1.0}");
    }

    @Test
    void n4_the_gap_is_not_counted_twice() {
        assertThat(held(costs(GAP_5))
                        .add(Call.a(), 2)
                        .add(Call.a(), 10)
                        .endOfInput()
                        .takeLines())
                .containsExactly(
                        "v|a|[2,7)|ON_TIME#0!|count=1|{cost=1.0}", "v|a|[10,15)|ON_TIME#0!|count=1|{cost=1.0}");
    }

    @Test
    void n4_sessions_that_only_touch_stay_apart_if_wanted() {
        SessionWindows apart = GAP_5.keepTouchingApart();

        assertThat(held(costs(apart))
                        .add(Call.a(), 2)
                        .add(Call.a(), 7)
                        .endOfInput()
                        .takeLines())
                .containsExactly("v|a|[2,7)|ON_TIME#0!|count=1|{cost=1.0}", "v|a|[7,12)|ON_TIME#0!|count=1|{cost=1.0}");
        assertThat(held(costs(apart))
                        .add(Call.a(), 2)
                        .add(Call.a(), 6)
                        .endOfInput()
                        .takeLines())
                .containsExactly("v|a|[2,11)|ON_TIME#0!|count=2|{cost=2.0}");
    }

    @Test
    void n4_an_element_between_two_sessions_joins_them_and_keys_do_not_mix() {
        PipelineHarness<Call> harness = held(costs(GAP_5))
                .add(Call.a(), 1)
                .add(Call.of("b", 1), 5)
                .add(Call.a(), 10)
                .add(Call.a(), 6);

        assertThat(harness.endOfInput().takeLines())
                .containsExactly(
                        "v|b|[5,10)|ON_TIME#0!|count=1|{cost=1.0}", "v|a|[1,15)|ON_TIME#0!|count=3|{cost=3.0}");
    }

    @Test
    void n4_an_element_that_would_stretch_a_session_too_far_opens_its_own() {
        SessionWindows atMost12 = GAP_5.withMaxDuration(ms(12));
        PipelineHarness<Call> harness = held(costs(atMost12))
                .add(Call.a(), 0)
                .add(Call.a(), 4)
                .add(Call.a(), 7)
                .add(Call.a(), 8);

        assertThat(harness.endOfInput().takeLines())
                .containsExactly(
                        "v|a|[0,12)|ON_TIME#0!|count=3|{cost=3.0}", "v|a|[8,13)|ON_TIME#0!|count=1|{cost=1.0}");
    }

    @Test
    void n4_lateness_is_judged_on_the_merged_window() {
        PipelineHarness<Call> harness = held(costs(GAP_5)).add(Call.a(), 8).advanceWatermark(12);

        assertThat(harness.add(Call.a(), 5).advanceWatermark(13).takeLines())
                .containsExactly("v|a|[5,13)|ON_TIME#0!|count=2|{cost=2.0}");
        assertThat(harness.late()).isEmpty();
    }

    @Test
    void n4_a_late_element_does_not_join_a_session_that_is_gone() {
        PipelineHarness<Call> harness = held(costs(GAP_5)).add(Call.a(), 0).advanceWatermark(5);

        harness.add(Call.a(), 3).endOfInput();
        assertThat(harness.takeLines())
                .containsExactly("v|a|[0,5)|ON_TIME#0!|count=1|{cost=1.0}", "v|a|[3,8)|ON_TIME#0!|count=1|{cost=1.0}");
    }

    @Test
    void n6_a_merge_that_changes_the_bounds_makes_a_new_window_on_time_again_if_its_end_is_ahead() {
        PipelineHarness<Call> harness = held(costs(GAP_5).allowedLateness(ms(100)));
        harness.add(Call.a(), 0).advanceWatermark(5);
        assertThat(harness.takeLines()).containsExactly("v|a|[0,5)|ON_TIME#0|count=1|{cost=1.0}");

        assertThat(harness.add(Call.a(), 4).takeLines()).isEmpty();
        assertThat(harness.advanceWatermark(9).takeLines()).containsExactly("v|a|[0,9)|ON_TIME#0|count=2|{cost=2.0}");
    }

    @Test
    void n6_a_merge_that_changes_the_bounds_makes_a_new_window_late_at_once_if_its_end_is_past() {
        PipelineHarness<Call> harness = held(costs(GAP_5).allowedLateness(ms(100)));
        harness.add(Call.a(), 0).advanceWatermark(50).takeLines();

        assertThat(harness.add(Call.a(), 4).takeLines()).containsExactly("v|a|[0,9)|LATE#0|count=2|{cost=2.0}");
    }

    @Test
    void n6_an_element_inside_a_session_keeps_its_window_and_pane_index() {
        PipelineHarness<Call> harness = held(costs(GAP_5).allowedLateness(ms(100)));
        harness.add(Call.a(), 0).add(Call.a(), 4).advanceWatermark(9).takeLines();

        assertThat(harness.add(Call.a(), 2).takeLines()).containsExactly("v|a|[0,9)|LATE#1|count=3|{cost=3.0}");
    }

    @Test
    void n6_counts_of_merged_sessions_add_up_in_the_trigger() {
        PipelineHarness<Call> harness = held(early(AfterCount.of(5)));
        harness.add(Call.a(), 0).add(Call.a(), 0).add(Call.a(), 8).add(Call.a(), 8);

        assertThat(harness.add(Call.a(), 4).takeLines()).containsExactly("v|a|[0,13)|EARLY#0|count=5|{cost=5.0}");
    }

    @Test
    void n6_a_merged_session_keeps_the_earliest_timer() {
        PipelineHarness<Call> harness = held(early(AfterProcessingTime.sinceFirst(ms(10))));
        harness.advanceProcessingTime(0).add(Call.a(), 20);
        harness.advanceProcessingTime(6).add(Call.a(), 12).add(Call.a(), 16);

        assertThat(harness.advanceProcessingTime(9).takeLines()).isEmpty();
        assertThat(harness.advanceProcessingTime(10).takeLines())
                .containsExactly("v|a|[12,25)|EARLY#0|count=3|{cost=3.0}");
    }

    @Test
    void n6_a_trigger_that_fired_in_one_of_the_sessions_has_fired() {
        PipelineHarness<Call> harness = held(early(new AfterElement<>(Call::failed)));
        harness.add(Call.failure(), 0).takeLines();

        assertThat(harness.add(Call.failure(), 4).takeLines()).isEmpty();
    }

    @Test
    void n6_what_a_late_trigger_holds_back_does_not_leak_into_the_early_one() {
        AfterWatermark<Call> byCount = AfterWatermark.<Call>pastEndOfWindow()
                .withEarlyFirings(Repeatedly.forever(AfterCount.of(2)))
                .withLateFirings(Repeatedly.forever(AfterCount.of(3)));
        PipelineHarness<Call> harness =
                held(costs(GAP_5).allowedLateness(ms(100)).trigger(byCount));
        harness.add(Call.a(), 0).advanceWatermark(5).add(Call.a(), 0).takeLines();

        assertThat(harness.add(Call.a(), 5).takeLines()).isEmpty();
        assertThat(harness.add(Call.a(), 5).takeLines()).containsExactly("v|a|[0,10)|EARLY#0|count=4|{cost=4.0}");
    }

    @Test
    void p5_discarding_does_not_emit_again_what_a_merged_session_has_emitted() {
        PipelineHarness<Call> harness =
                held(early(Repeatedly.forever(AfterCount.of(2))).accumulation(AccumulationMode.DISCARDING));
        harness.add(Call.of("a", 1), 0).add(Call.of("a", 2), 0);
        assertThat(harness.takeLines()).containsExactly("v|a|[0,5)|EARLY#0|count=2|{cost=3.0}");

        harness.add(Call.of("a", 4), 8).add(Call.of("a", 8), 4);
        assertThat(harness.takeLines()).containsExactly("v|a|[0,13)|EARLY#0|count=2|{cost=12.0}");
    }

    @Test
    void p5_the_panes_of_merged_away_sessions_are_retracted_just_before_the_merged_windows_first_pane() {
        PipelineHarness<Call> harness =
                held(costs(GAP_5).allowedLateness(ms(100)).accumulation(AccumulationMode.ACCUMULATING_AND_RETRACTING));
        harness.add(Call.a(), 8).add(Call.a(), 0).advanceWatermark(13).takeLines();

        assertThat(harness.add(Call.a(), 4).takeLines())
                .containsExactly(
                        "v|a|[0,5)|-ON_TIME#0|count=1|{cost=1.0}",
                        "v|a|[8,13)|-ON_TIME#0|count=1|{cost=1.0}",
                        "v|a|[0,13)|LATE#0|count=3|{cost=3.0}");
        assertThat(harness.counters("v").retractions()).isEqualTo(2);
    }

    @Test
    void p5_retractions_of_merged_away_sessions_wait_for_the_pane_also_through_another_merge() {
        PipelineHarness<Call> harness =
                held(costs(GAP_5).allowedLateness(ms(100)).accumulation(AccumulationMode.ACCUMULATING_AND_RETRACTING));
        harness.add(Call.a(), 0).advanceWatermark(5).takeLines();

        assertThat(harness.add(Call.a(), 4).add(Call.a(), 8).takeLines()).isEmpty();
        assertThat(harness.advanceWatermark(13).takeLines())
                .containsExactly("v|a|[0,5)|-ON_TIME#0|count=1|{cost=1.0}", "v|a|[0,13)|ON_TIME#0|count=3|{cost=3.0}");
    }

    private static ViewBuilder<Call, String> early(Trigger<? super Call> trigger) {
        return costs(GAP_5).trigger(AfterWatermark.<Call>pastEndOfWindow().withEarlyFirings(trigger));
    }

    private static PipelineHarness<Call> held(ViewBuilder<Call, String> view) {
        return PipelineHarness.of(view.build()).holdWatermarks();
    }
}
