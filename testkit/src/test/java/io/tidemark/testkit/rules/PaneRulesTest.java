// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.rules;

import static io.tidemark.testkit.rules.Call.costs;
import static io.tidemark.testkit.rules.Call.ms;
import static io.tidemark.testkit.rules.Call.sliding;
import static io.tidemark.testkit.rules.Call.tumbling;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.Pane;
import io.tidemark.testkit.PaneText;
import io.tidemark.testkit.PipelineHarness;
import io.tidemark.trigger.AfterAll;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterElement;
import io.tidemark.trigger.AfterFirst;
import io.tidemark.trigger.AfterProcessingTime;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.AfterWatermark.OnTime;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.trigger.Trigger;
import io.tidemark.view.ViewBuilder;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.watermark.WatermarkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaneRulesTest {
    @Test
    void p1_panes_are_early_then_on_time_then_late_with_a_rising_index() {
        PipelineHarness<Call> harness = held(every(AfterCount.of(1)).allowedLateness(ms(5)));
        harness.add(Call.a(), 1).add(Call.a(), 2).advanceWatermark(10).add(Call.a(), 3);

        assertThat(harness.panes())
                .extracting(pane -> pane.info().timing() + "#" + pane.info().index())
                .containsExactly("EARLY#0", "EARLY#1", "ON_TIME#2", "LATE#3");
        assertThat(harness.panes())
                .extracting(pane -> pane.info().isFirst())
                .containsExactly(true, false, false, false);
    }

    @Test
    void p1_a_pane_is_last_when_the_lateness_is_over_with_it() {
        PipelineHarness<Call> harness = held(costs(tumbling(10)).allowedLateness(ms(5)));
        harness.add(Call.a(), 1).add(Call.of("b", 1), 11).advanceWatermark(14);
        harness.advanceWatermark(25);

        assertThat(harness.takeLines())
                .containsExactly(
                        "v|a|[0,10)|ON_TIME#0|count=1|{cost=1.0}", "v|b|[10,20)|ON_TIME#0!|count=1|{cost=1.0}");
    }

    @Test
    void p2_the_on_time_pane_comes_although_nothing_is_new() {
        PipelineHarness<Call> harness = held(every(AfterCount.of(1)));

        assertThat(harness.add(Call.a(), 1).advanceWatermark(10).takeLines())
                .containsExactly("v|a|[0,10)|EARLY#0|count=1|{cost=1.0}", "v|a|[0,10)|ON_TIME#1!|count=1|{cost=1.0}");
    }

    @Test
    void p2_a3_the_on_time_pane_of_nothing_new_has_the_aggregates_of_nothing_when_discarding() {
        ViewBuilder<Call, String> view = every(AfterCount.of(1))
                .accumulation(AccumulationMode.DISCARDING)
                .aggregate("n", Aggregates.count(Call::cost))
                .aggregate("least", Aggregates.min(Call::cost))
                .aggregate("mean", Aggregates.mean(Call::cost))
                .aggregate("deviation", Aggregates.stddev(Call::cost, false));

        assertThat(held(view).add(Call.a(), 1).advanceWatermark(10).takeLines())
                .containsExactly(
                        "v|a|[0,10)|EARLY#0|count=1|{cost=1.0, n=1, least=1.0, mean=1.0, deviation=0.0}",
                        "v|a|[0,10)|ON_TIME#1!|count=0|{cost=0.0, n=0, least=null, mean=null, deviation=null}");
    }

    @Test
    void a3_a_missing_field_is_skipped_by_what_needs_it_and_counted_by_what_does_not() {
        ViewBuilder<Call, String> view = costs(tumbling(10)).aggregate("mean", Aggregates.mean(Call::cost));

        assertThat(held(view)
                        .add(Call.of("a", Double.NaN), 1)
                        .add(Call.of("b", Double.NaN), 2)
                        .add(Call.of("b", 4), 2)
                        .advanceWatermark(10)
                        .takeLines())
                .containsExactlyInAnyOrder(
                        "v|a|[0,10)|ON_TIME#0!|count=1|{cost=0.0, mean=null}",
                        "v|b|[0,10)|ON_TIME#0!|count=2|{cost=4.0, mean=4.0}");
    }

    @Test
    void p2_the_on_time_pane_comes_only_if_something_is_new_if_so_wanted() {
        AfterWatermark<Call> ifNew = AfterWatermark.<Call>pastEndOfWindow()
                .withEarlyFirings(AfterCount.of(1))
                .onTime(OnTime.IF_NEW);
        PipelineHarness<Call> harness = held(costs(tumbling(10)).trigger(ifNew));

        harness.add(Call.a(), 1).add(Call.a(), 11).add(Call.a(), 12).takeLines();
        assertThat(harness.advanceWatermark(20).takeLines())
                .containsExactly("v|a|[10,20)|ON_TIME#1!|count=2|{cost=2.0}");
    }

    @Test
    void p2_a_window_without_elements_never_fires() {
        PipelineHarness<Call> harness = held(costs(tumbling(10)));

        assertThat(harness.add(Call.a(), 1)
                        .add(Call.a(), 95)
                        .advanceWatermark(1000)
                        .takePanes())
                .hasSize(2);
    }

    @Test
    void p3_early_by_count_fires_when_enough_are_new_since_the_last_pane() {
        PipelineHarness<Call> harness = held(every(AfterCount.of(2)));

        assertThat(harness.add(Call.a(), 1).takeLines()).isEmpty();
        assertThat(harness.add(Call.a(), 1).takeLines()).hasSize(1);
        assertThat(harness.add(Call.a(), 1).takeLines()).isEmpty();
        assertThat(harness.add(Call.a(), 1).takeLines()).containsExactly("v|a|[0,10)|EARLY#1|count=4|{cost=4.0}");
    }

    @Test
    void p3_early_by_interval_counts_from_the_first_new_element_and_begins_anew_after_a_pane() {
        PipelineHarness<Call> harness = held(every(AfterProcessingTime.sinceFirst(ms(30))));
        harness.advanceProcessingTime(7).add(Call.a(), 1);
        harness.advanceProcessingTime(20).add(Call.a(), 1);

        assertThat(harness.advanceProcessingTime(36).takeLines()).isEmpty();
        assertThat(harness.advanceProcessingTime(37).takeLines())
                .containsExactly("v|a|[0,10)|EARLY#0|count=2|{cost=2.0}");
        assertThat(harness.advanceProcessingTime(500).takeLines()).isEmpty();
        harness.add(Call.a(), 1);
        assertThat(harness.advanceProcessingTime(529).takeLines()).isEmpty();
        assertThat(harness.advanceProcessingTime(530).takeLines()).hasSize(1);
    }

    @Test
    void p3_aligned_early_firings_come_at_multiples_of_the_interval_only_if_something_is_new() {
        PipelineHarness<Call> harness = held(every(AfterProcessingTime.aligned(ms(30))));
        harness.advanceProcessingTime(7).add(Call.a(), 1);

        assertThat(harness.advanceProcessingTime(29).takeLines()).isEmpty();
        assertThat(harness.advanceProcessingTime(30).takeLines()).hasSize(1);
        assertThat(harness.advanceProcessingTime(90).takeLines()).isEmpty();
        harness.add(Call.a(), 1);
        assertThat(harness.advanceProcessingTime(119).takeLines()).isEmpty();
        assertThat(harness.advanceProcessingTime(120).takeLines()).hasSize(1);
    }

    @Test
    void p3_a_pane_clears_all_pending_early_timers_of_its_window() {
        PipelineHarness<Call> harness =
                held(every(AfterFirst.of(AfterCount.of(2), AfterProcessingTime.sinceFirst(ms(30)))));
        harness.advanceProcessingTime(0).add(Call.a(), 1);
        harness.advanceProcessingTime(20).add(Call.a(), 1).takeLines();

        assertThat(harness.advanceProcessingTime(30).takeLines()).isEmpty();
        harness.add(Call.a(), 1);
        assertThat(harness.advanceProcessingTime(59).takeLines()).isEmpty();
        assertThat(harness.advanceProcessingTime(60).takeLines()).hasSize(1);
    }

    @Test
    void p3_a_critical_element_fires_at_once() {
        PipelineHarness<Call> harness = held(every(new AfterElement<>(Call::failed)));

        assertThat(harness.add(Call.a(), 1).takeLines()).isEmpty();
        assertThat(harness.add(Call.failure(), 1).takeLines()).containsExactly("v|a|[0,10)|EARLY#0|count=2|{cost=2.0}");
    }

    @Test
    void p4_all_fires_when_each_has_since_the_last_pane() {
        PipelineHarness<Call> harness =
                held(every(AfterAll.of(AfterCount.of(2), AfterProcessingTime.sinceFirst(ms(30)))));
        harness.advanceProcessingTime(0).add(Call.a(), 1).add(Call.a(), 1);
        assertThat(harness.advanceProcessingTime(29).takeLines()).isEmpty();
        assertThat(harness.advanceProcessingTime(30).takeLines()).hasSize(1);

        harness.add(Call.a(), 1);
        assertThat(harness.advanceProcessingTime(60).takeLines()).isEmpty();
        assertThat(harness.add(Call.a(), 1).takeLines()).hasSize(1);
    }

    @Test
    void p4_a_trigger_that_is_not_repeated_fires_once_and_never_takes_the_on_time_pane_away() {
        PipelineHarness<Call> harness = held(early(AfterCount.of(1)));

        harness.add(Call.a(), 1).add(Call.a(), 1).advanceWatermark(10);
        assertThat(harness.takeLines())
                .containsExactly("v|a|[0,10)|EARLY#0|count=1|{cost=1.0}", "v|a|[0,10)|ON_TIME#1!|count=2|{cost=2.0}");
    }

    @Test
    void p5_discarding_panes_hold_what_is_new_and_add_up() {
        PipelineHarness<Call> harness = held(every(AfterCount.of(2)).accumulation(AccumulationMode.DISCARDING));
        harness.add(Call.of("a", 1), 1).add(Call.of("a", 2), 1).add(Call.of("a", 4), 1);

        assertThat(harness.advanceWatermark(10).takeLines())
                .containsExactly("v|a|[0,10)|EARLY#0|count=2|{cost=3.0}", "v|a|[0,10)|ON_TIME#1!|count=1|{cost=4.0}");
    }

    @Test
    void p5_retracting_takes_the_last_pane_back_before_each_next_one() {
        PipelineHarness<Call> harness =
                held(every(AfterCount.of(1)).accumulation(AccumulationMode.ACCUMULATING_AND_RETRACTING));
        harness.add(Call.a(), 1).add(Call.a(), 1).advanceWatermark(10);

        assertThat(harness.panes().stream().map(PaneText::of))
                .containsExactly(
                        "v|a|[0,10)|EARLY#0|count=1|{cost=1.0}",
                        "v|a|[0,10)|-EARLY#0|count=1|{cost=1.0}",
                        "v|a|[0,10)|EARLY#1|count=2|{cost=2.0}",
                        "v|a|[0,10)|-EARLY#1|count=2|{cost=2.0}",
                        "v|a|[0,10)|ON_TIME#2!|count=2|{cost=2.0}");
        assertThat(harness.panes().get(3).watermark()).isEqualTo(10);
    }

    @Test
    void p6_idle_timeouts_come_before_early_firings_of_the_same_instant() {
        WatermarkSpec<Call> idle =
                WatermarkSpec.<Call>of(BoundedOutOfOrderness.ascending()).withIdleTimeout(ms(30));
        PipelineHarness<Call> harness = PipelineHarness.of(
                every(AfterProcessingTime.sinceFirst(ms(20))).watermarks(idle).build());
        harness.advanceProcessingTime(0).add(0, Call.a(), 1);
        harness.advanceProcessingTime(10).add(1, Call.a(), 12).add(1, Call.a(), 5);

        assertThat(harness.advanceProcessingTime(19).takeLines()).isEmpty();
        assertThat(harness.advanceProcessingTime(20).takeLines())
                .containsExactly("v|a|[0,10)|EARLY#0|count=2|{cost=2.0}");
        harness.add(1, Call.a(), 6).advanceProcessingTime(29).takeLines();
        assertThat(harness.advanceProcessingTime(30).takeLines())
                .containsExactly("v|a|[0,10)|ON_TIME#1!|count=3|{cost=3.0}", "v|a|[10,20)|EARLY#0|count=1|{cost=1.0}");
    }

    @Test
    void p6_a_time_before_now_counts_as_now() {
        PipelineHarness<Call> harness = held(every(AfterProcessingTime.sinceFirst(ms(30))));
        harness.advanceProcessingTime(100).advanceProcessingTime(50).add(Call.a(), 1);

        assertThat(harness.advanceProcessingTime(129).takeLines()).isEmpty();
        assertThat(harness.advanceProcessingTime(130).takeLines()).hasSize(1);
    }

    @Test
    void p7_a_step_of_the_watermark_fires_by_end_then_start_and_then_drops() {
        AfterWatermark<Call> rarelyLate = AfterWatermark.<Call>pastEndOfWindow().withLateFirings(AfterCount.of(100));
        PipelineHarness<Call> harness =
                held(costs(sliding(10, 5)).allowedLateness(ms(1)).trigger(rarelyLate));
        harness.add(Call.a(), 7).advanceWatermark(10).add(Call.a(), 7).takeLines();

        assertThat(harness.add(Call.a(), 22).advanceWatermark(1000).takeLines())
                .containsExactly(
                        "v|a|[5,15)|ON_TIME#0!|count=2|{cost=2.0}",
                        "v|a|[15,25)|ON_TIME#0!|count=1|{cost=1.0}",
                        "v|a|[20,30)|ON_TIME#0!|count=1|{cost=1.0}",
                        "v|a|[0,10)|LATE#1!|count=2|{cost=2.0}");
    }

    @Test
    void p8_the_id_of_a_pane_does_not_depend_on_the_parallelism() {
        List<Object> alone = ids(1);

        assertThat(alone).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(ids(3)).containsExactlyInAnyOrderElementsOf(alone);
    }

    private static List<Object> ids(int parallelism) {
        ViewBuilder<Call, String> view = every(AfterCount.of(3))
                .allowedLateness(ms(7))
                .accumulation(AccumulationMode.ACCUMULATING_AND_RETRACTING);
        try (PipelineHarness<Call> harness = PipelineHarness.of(view.build()).parallelism(parallelism)) {
            for (int i = 0; i < 500; i++) {
                harness.add(Call.of("model " + i % 11, i), i - (i * 7919) % 13);
            }
            return harness.endOfInput().panes().stream().<Object>map(Pane::id).toList();
        }
    }

    private static ViewBuilder<Call, String> every(Trigger<? super Call> trigger) {
        return early(Repeatedly.forever(trigger));
    }

    private static ViewBuilder<Call, String> early(Trigger<? super Call> trigger) {
        return costs(tumbling(10))
                .trigger(AfterWatermark.<Call>pastEndOfWindow().withEarlyFirings(trigger));
    }

    private static PipelineHarness<Call> held(ViewBuilder<Call, String> view) {
        return PipelineHarness.of(view.build()).holdWatermarks();
    }
}
