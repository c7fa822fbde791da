// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.rules;

import static io.tidemark.testkit.rules.Call.costs;
import static io.tidemark.testkit.rules.Call.ms;
import static io.tidemark.testkit.rules.Call.sliding;
import static io.tidemark.testkit.rules.Call.tumbling;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.element.InvalidReason;
import io.tidemark.engine.ViewCounters;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.LateElement;
import io.tidemark.testkit.PipelineHarness;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterProcessingTime;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.trigger.Trigger;
import io.tidemark.view.ViewBuilder;
import io.tidemark.watermark.BoundedOutOfOrderness;
import org.junit.jupiter.api.Test;

class LatenessRulesTest {
    @Test
    void l1_a_window_lives_until_the_watermark_is_its_end_plus_the_allowed_lateness() {
        PipelineHarness<Call> harness = held(costs(tumbling(10)).allowedLateness(ms(5)));
        harness.add(Call.a(), 3).advanceWatermark(14);
        assertThat(harness.add(Call.a(), 9).takeLines())
                .containsExactly("v|a|[0,10)|ON_TIME#0|count=1|{cost=1.0}", "v|a|[0,10)|LATE#1|count=2|{cost=2.0}");

        harness.advanceWatermark(15).add(Call.a(), 9);
        assertThat(harness.takeLines()).isEmpty();
        assertThat(harness.late()).hasSize(1);
    }

    @Test
    void l1_lateness_is_judged_per_window_and_never_per_element() {
        PipelineHarness<Call> harness = held(costs(tumbling(100)));

        harness.advanceWatermark(99).add(Call.a(), 0).add(Call.a(), 98);
        assertThat(harness.advanceWatermark(100).takeLines())
                .containsExactly("v|a|[0,100)|ON_TIME#0!|count=2|{cost=2.0}");
        assertThat(harness.late()).isEmpty();
    }

    @Test
    void l2_an_element_for_a_complete_window_that_lives_makes_a_late_pane_at_once() {
        PipelineHarness<Call> harness = held(costs(tumbling(10)).allowedLateness(ms(5)));
        harness.add(Call.a(), 1).advanceWatermark(10).takeLines();

        assertThat(harness.add(Call.a(), 2).takeLines()).containsExactly("v|a|[0,10)|LATE#1|count=2|{cost=2.0}");
        assertThat(harness.add(Call.a(), 3).takeLines()).containsExactly("v|a|[0,10)|LATE#2|count=3|{cost=3.0}");
    }

    @Test
    void l2_also_when_it_is_the_windows_first_element() {
        PipelineHarness<Call> harness = held(costs(tumbling(10)).allowedLateness(ms(5)));

        assertThat(harness.advanceWatermark(10).add(Call.a(), 2).takeLines())
                .containsExactly("v|a|[0,10)|LATE#0|count=1|{cost=1.0}");
        assertThat(harness.advanceWatermark(1000).takeLines()).isEmpty();
    }

    @Test
    void l2_or_every_interval_of_late_firings() {
        PipelineHarness<Call> harness = held(late(AfterProcessingTime.sinceFirst(ms(30))));
        harness.advanceProcessingTime(0).advanceWatermark(10).add(Call.a(), 2);
        harness.advanceProcessingTime(10).add(Call.a(), 3);

        assertThat(harness.advanceProcessingTime(29).takeLines()).isEmpty();
        assertThat(harness.advanceProcessingTime(30).takeLines())
                .containsExactly("v|a|[0,10)|LATE#0|count=2|{cost=2.0}");
        assertThat(harness.add(Call.a(), 4).advanceProcessingTime(59).takeLines())
                .isEmpty();
        assertThat(harness.advanceProcessingTime(60).takeLines())
                .containsExactly("v|a|[0,10)|LATE#1|count=3|{cost=3.0}");
    }

    @Test
    void l2_what_a_late_trigger_has_held_back_comes_with_the_end_of_lateness_and_is_last() {
        PipelineHarness<Call> harness = held(late(AfterCount.of(10)));
        harness.add(Call.a(), 1).advanceWatermark(10).add(Call.a(), 2).takeLines();

        assertThat(harness.advanceWatermark(14).takeLines()).isEmpty();
        assertThat(harness.advanceWatermark(15).takeLines()).containsExactly("v|a|[0,10)|LATE#1!|count=2|{cost=2.0}");
    }

    @Test
    void l3_an_element_none_of_whose_windows_lives_is_late() {
        PipelineHarness<Call> harness = PipelineHarness.of(costs(tumbling(10))
                .watermarks(BoundedOutOfOrderness.ascending())
                .deduplicate(Call::id, ms(1))
                .build());
        Call late = Call.withId("late one");
        harness.add(Call.withId("first"), 25).add(3, late, 9);

        assertThat(harness.late()).containsExactly(new LateElement("v", "a", "late one", 9, 3, 0, 16, late));
        assertThat(harness.counters("v").late()).isEqualTo(1);
    }

    @Test
    void l3_if_at_least_one_lives_only_the_dead_assignments_are_counted() {
        PipelineHarness<Call> harness = held(costs(sliding(10, 5)));

        harness.advanceWatermark(10).add(Call.a(), 7).add(Call.a(), 4);
        assertThat(harness.late()).hasSize(1);
        assertThat(harness.counters("v").lateAssignments()).isEqualTo(1);
        assertThat(harness.counters("v").aggregated()).isEqualTo(1);
        assertThat(harness.advanceWatermark(15).takeLines())
                .containsExactly("v|a|[5,15)|ON_TIME#0!|count=1|{cost=1.0}");
    }

    @Test
    void l4_invalid_records_go_to_the_dead_letters_with_their_reason() {
        PipelineHarness<Call> harness = held(costs(tumbling(10)))
                .addInvalid(InvalidReason.UNDECODABLE)
                .addInvalid(InvalidReason.TOO_LARGE)
                .addInvalid(InvalidReason.BAD_TIMESTAMP)
                .add(Call.a(), Long.MAX_VALUE)
                .add(new Call(null, null, 1, false), 1);

        assertThat(harness.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        InvalidReason.UNDECODABLE,
                        InvalidReason.TOO_LARGE,
                        InvalidReason.BAD_TIMESTAMP,
                        InvalidReason.TIMESTAMP_OUT_OF_RANGE,
                        InvalidReason.MISSING_KEY);
        assertThat(harness.deadLetters()).extracting(DeadLetter::offset).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(harness.counters().invalidRecords()).isEqualTo(4);
    }

    @Test
    void l4_nothing_is_lost_silently_the_outcomes_add_up() {
        PipelineHarness<Call> harness =
                held(costs(sliding(2, 5)).filter(call -> !call.failed()).deduplicate(Call::id, ms(100)));
        harness.add(Call.withId("x"), 10)
                .add(Call.withId("x"), 11)
                .add(Call.failure(), 10)
                .add(Call.a(), 13)
                .add(new Call(null, null, 1, false), 10)
                .addInvalid(InvalidReason.UNDECODABLE)
                .advanceWatermark(12)
                .add(Call.a(), 10);

        ViewCounters counters = harness.counters("v");
        assertThat(counters.elements()).isEqualTo(7);
        assertThat(counters.aggregated()).isEqualTo(1);
        assertThat(counters.duplicates()).isEqualTo(1);
        assertThat(counters.filtered()).isEqualTo(1);
        assertThat(counters.unassigned()).isEqualTo(1);
        assertThat(counters.invalid()).isEqualTo(2);
        assertThat(counters.late()).isEqualTo(1);
    }

    @Test
    void state_is_of_a_key_an_element_of_one_does_not_fire_or_drop_the_windows_of_another() {
        PipelineHarness<Call> harness = held(costs(tumbling(10)).allowedLateness(ms(5)));
        harness.add(Call.a(), 1).add(Call.of("b", 1), 1).advanceWatermark(10).takeLines();

        assertThat(harness.add(Call.of("b", 1), 2).takeLines()).containsExactly("v|b|[0,10)|LATE#1|count=2|{cost=2.0}");
        assertThat(harness.add(Call.a(), 2).takeLines()).containsExactly("v|a|[0,10)|LATE#1|count=2|{cost=2.0}");
    }

    private static ViewBuilder<Call, String> late(Trigger<Object> trigger) {
        return costs(tumbling(10))
                .allowedLateness(ms(5))
                .trigger(AfterWatermark.<Call>pastEndOfWindow().withLateFirings(Repeatedly.forever(trigger)));
    }

    private static PipelineHarness<Call> held(ViewBuilder<Call, String> view) {
        return PipelineHarness.of(view.build()).holdWatermarks();
    }
}
