// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.rules;

import static io.tidemark.testkit.rules.Call.costs;
import static io.tidemark.testkit.rules.Call.ms;
import static io.tidemark.testkit.rules.Call.tumbling;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.element.InvalidReason;
import io.tidemark.sink.DeadLetter;
import io.tidemark.testkit.PipelineHarness;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterProcessingTime;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.view.ViewBuilder;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.watermark.ProcessingTimeWatermarks;
import io.tidemark.watermark.Punctuated;
import io.tidemark.watermark.Watermark;
import io.tidemark.watermark.WatermarkSpec;
import io.tidemark.watermark.WatermarkSpec.AllIdle;
import io.tidemark.watermark.WatermarkStrategy;
import org.junit.jupiter.api.Test;

class WatermarkRulesTest {
    private static final long LARGEST = 1L << 62;
    private static final WatermarkStrategy<Object> ASCENDING = BoundedOutOfOrderness.ascending();

    @Test
    void t1_a_timestamp_outside_the_range_is_a_dead_letter_and_moves_nothing() {
        PipelineHarness<Call> harness = of(WatermarkSpec.of(ASCENDING))
                .add(Call.a(), 5)
                .add(Call.a(), LARGEST + 1)
                .add(Call.a(), -LARGEST - 1)
                .add(Call.a(), Long.MAX_VALUE)
                .add(Call.a(), Long.MIN_VALUE);

        assertThat(harness.deadLetters())
                .hasSize(4)
                .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo(InvalidReason.TIMESTAMP_OUT_OF_RANGE));
        assertThat(harness.watermark("v")).isEqualTo(5);
        assertThat(harness.counters("v").invalid()).isEqualTo(4);
    }

    @Test
    void t1_both_ends_of_the_range_are_valid() {
        PipelineHarness<Call> harness = of(WatermarkSpec.of(ASCENDING))
                .add(Call.a(), -LARGEST)
                .add(Call.a(), LARGEST)
                .endOfInput();

        assertThat(harness.deadLetters()).isEmpty();
        assertThat(harness.takeLines())
                .containsExactly(
                        "v|a|[-4611686018427387910,-4611686018427387900)|ON_TIME#0!|count=1|{cost=1.0}",
                        "v|a|[4611686018427387900,4611686018427387910)|ON_TIME#0!|count=1|{cost=1.0}");
    }

    @Test
    void w1_a_window_is_complete_when_the_watermark_is_its_end_and_not_one_before() {
        PipelineHarness<Call> harness =
                PipelineHarness.of(costs(tumbling(10)).build()).holdWatermarks().add(Call.a(), 9);

        assertThat(harness.advanceWatermark(9).takeLines()).isEmpty();
        assertThat(harness.advanceWatermark(10).takeLines())
                .containsExactly("v|a|[0,10)|ON_TIME#0!|count=1|{cost=1.0}");
    }

    @Test
    void w2_the_watermark_is_the_highest_timestamp_less_the_delay_and_never_falls() {
        PipelineHarness<Call> harness = of(WatermarkSpec.of(BoundedOutOfOrderness.of(ms(7))));

        assertThat(harness.add(Call.a(), 20).watermark("v")).isEqualTo(13);
        assertThat(harness.add(Call.a(), 14).watermark("v")).isEqualTo(13);
        assertThat(harness.add(Call.a(), 21).watermark("v")).isEqualTo(14);
    }

    @Test
    void w2_every_element_with_a_valid_timestamp_moves_the_watermark_whatever_becomes_of_it() {
        PipelineHarness<Call> harness = PipelineHarness.of(costs(tumbling(10))
                .filter(call -> !call.failed())
                .deduplicate(Call::id, ms(1000))
                .watermarks(ASCENDING)
                .build());

        harness.add(Call.withId("x"), 1);
        assertThat(harness.add(Call.failure(), 2).watermark("v")).isEqualTo(2);
        assertThat(harness.add(new Call(null, null, 1, false), 3).watermark("v"))
                .isEqualTo(3);
        assertThat(harness.add(Call.withId("x"), 4).watermark("v")).isEqualTo(4);
        assertThat(harness.counters("v").filtered()).isEqualTo(1);
        assertThat(harness.counters("v").invalid()).isEqualTo(1);
        assertThat(harness.counters("v").duplicates()).isEqualTo(1);
    }

    @Test
    void w2_an_undecodable_record_moves_neither_watermark_nor_idleness() {
        PipelineHarness<Call> harness = of(idleAfter(10)).advanceProcessingTime(0);
        harness.add(0, Call.a(), 5).add(1, Call.a(), 8);

        harness.advanceProcessingTime(9).addInvalid(InvalidReason.UNDECODABLE);
        harness.add(1, Call.a(), 9).advanceProcessingTime(10);

        assertThat(harness.watermark("v")).isEqualTo(9);
        assertThat(harness.deadLetters()).extracting(DeadLetter::reason).containsExactly(InvalidReason.UNDECODABLE);
    }

    @Test
    void w3_the_watermark_is_the_minimum_of_the_partitions() {
        PipelineHarness<Call> harness = of(WatermarkSpec.of(ASCENDING));

        assertThat(harness.add(0, Call.a(), 20).watermark("v")).isEqualTo(20);
        assertThat(harness.add(1, Call.a(), 5).watermark("v")).isEqualTo(20);
        assertThat(harness.add(0, Call.a(), 40).watermark("v")).isEqualTo(20);
        assertThat(harness.add(1, Call.a(), 30).watermark("v")).isEqualTo(30);
    }

    @Test
    void w3_a_declared_partition_that_has_yielded_nothing_holds_the_watermark() {
        PipelineHarness<Call> harness = of(WatermarkSpec.of(ASCENDING)).declarePartition(1);

        assertThat(harness.add(0, Call.a(), 20).watermark("v")).isEqualTo(Watermark.MIN);
        assertThat(harness.add(1, Call.a(), 12).watermark("v")).isEqualTo(12);
    }

    @Test
    void w4_a_partition_is_idle_at_the_timeout_and_not_one_before() {
        PipelineHarness<Call> harness = of(idleAfter(10)).advanceProcessingTime(0);
        harness.add(0, Call.a(), 5).advanceProcessingTime(1).add(1, Call.a(), 15);

        assertThat(harness.advanceProcessingTime(9).watermark("v")).isEqualTo(5);
        assertThat(harness.advanceProcessingTime(10).watermark("v")).isEqualTo(15);
        assertThat(harness.takeLines()).containsExactly("v|a|[0,10)|ON_TIME#0!|count=1|{cost=1.0}");
    }

    @Test
    void w4_a_declared_partition_is_silent_from_the_start_of_the_clock() {
        PipelineHarness<Call> harness = of(idleAfter(10)).declarePartition(1).advanceProcessingTime(100);
        harness.advanceProcessingTime(105).add(0, Call.a(), 15);

        assertThat(harness.advanceProcessingTime(109).watermark("v")).isEqualTo(Watermark.MIN);
        assertThat(harness.advanceProcessingTime(110).watermark("v")).isEqualTo(15);
    }

    @Test
    void w4_an_idle_partition_is_active_again_with_its_next_element() {
        PipelineHarness<Call> harness = of(idleAfter(10)).advanceProcessingTime(0);
        harness.add(0, Call.a(), 5)
                .advanceProcessingTime(5)
                .add(1, Call.a(), 15)
                .advanceProcessingTime(10);

        harness.add(0, Call.a(), 16).add(1, Call.a(), 40);
        assertThat(harness.watermark("v")).isEqualTo(16);
    }

    @Test
    void w4_time_in_which_nobody_polled_is_nobodys_silence() {
        PipelineHarness<Call> harness = of(idleAfter(10)).advanceProcessingTime(0);
        harness.add(0, Call.a(), 5).advanceProcessingTime(1).add(1, Call.a(), 15);

        harness.pause(100);
        assertThat(harness.advanceProcessingTime(109).watermark("v")).isEqualTo(5);
        assertThat(harness.advanceProcessingTime(110).watermark("v")).isEqualTo(15);
    }

    @Test
    void w4_while_all_are_idle_the_watermark_holds_by_default() {
        PipelineHarness<Call> harness = of(idleAfter(10)).advanceProcessingTime(0);
        harness.add(0, Call.a(), 5).add(1, Call.a(), 15);

        assertThat(harness.advanceProcessingTime(1000).watermark("v")).isEqualTo(5);
    }

    @Test
    void w4_while_all_are_idle_the_watermark_is_the_highest_if_wanted() {
        PipelineHarness<Call> harness =
                of(idleAfter(10).whenAllIdle(AllIdle.MAX)).advanceProcessingTime(0);
        harness.add(0, Call.a(), 5).add(1, Call.a(), 15);

        assertThat(harness.advanceProcessingTime(1000).watermark("v")).isEqualTo(15);
    }

    @Test
    void w5_an_element_is_routed_before_it_moves_the_watermark() {
        PipelineHarness<Call> harness = PipelineHarness.of(costs(tumbling(10))
                .watermarks(ASCENDING)
                .trigger(AfterWatermark.<Call>pastEndOfWindow().withEarlyFirings(Repeatedly.forever(AfterCount.of(1))))
                .build());

        harness.add(Call.a(), 3).takeLines();
        assertThat(harness.add(Call.a(), 10).takeLines())
                .containsExactly("v|a|[10,20)|EARLY#0|count=1|{cost=1.0}", "v|a|[0,10)|ON_TIME#1!|count=1|{cost=1.0}");
    }

    @Test
    void w6_punctuated_watermarks_follow_marked_elements_only() {
        PipelineHarness<Call> harness = of(WatermarkSpec.of(new Punctuated<>(Call::failed)));

        assertThat(harness.add(Call.a(), 20).watermark("v")).isEqualTo(Watermark.MIN);
        assertThat(harness.add(Call.failure(), 15).watermark("v")).isEqualTo(15);
        assertThat(harness.add(Call.failure(), 12).watermark("v")).isEqualTo(15);
    }

    @Test
    void w6_processing_time_completes_windows_at_the_instant_of_their_end() {
        PipelineHarness<Call> harness =
                of(WatermarkSpec.of(ProcessingTimeWatermarks.INSTANCE)).advanceProcessingTime(1);
        harness.add(Call.a(), 3).add(Call.a(), 13);

        assertThat(harness.advanceProcessingTime(9).takePanes()).isEmpty();
        assertThat(harness.advanceProcessingTime(1000).takePanes())
                .extracting(pane -> pane.watermark())
                .containsExactly(10L, 20L);
    }

    @Test
    void w6_an_emit_interval_lets_the_watermark_move_no_more_often() {
        PipelineHarness<Call> harness =
                of(WatermarkSpec.<Call>of(ASCENDING).withEmitInterval(ms(10))).advanceProcessingTime(0);

        assertThat(harness.add(Call.a(), 1).watermark("v")).isEqualTo(1);
        assertThat(harness.advanceProcessingTime(5).add(Call.a(), 15).watermark("v"))
                .isEqualTo(1);
        assertThat(harness.advanceProcessingTime(9).watermark("v")).isEqualTo(1);
        assertThat(harness.advanceProcessingTime(10).watermark("v")).isEqualTo(15);
        assertThat(harness.advanceProcessingTime(20).add(Call.a(), 16).watermark("v"))
                .isEqualTo(16);
    }

    @Test
    void w7_an_element_from_the_future_is_windowed_and_counted_but_does_not_move_the_watermark() {
        PipelineHarness<Call> harness =
                of(WatermarkSpec.<Call>of(ASCENDING).withMaxClockSkew(ms(10))).advanceProcessingTime(100);

        assertThat(harness.add(Call.a(), 110).watermark("v")).isEqualTo(110);
        assertThat(harness.add(Call.a(), 111).watermark("v")).isEqualTo(110);
        assertThat(harness.counters("v").skewed()).isEqualTo(1);
        assertThat(harness.endOfInput().takeLines()).containsExactly("v|a|[110,120)|ON_TIME#0!|count=2|{cost=2.0}");
    }

    @Test
    void w8_the_end_of_input_fires_all_windows_and_runs_no_timer_first() {
        PipelineHarness<Call> harness = PipelineHarness.of(costs(tumbling(10))
                .trigger(AfterWatermark.<Call>pastEndOfWindow()
                        .withEarlyFirings(Repeatedly.forever(AfterProcessingTime.sinceFirst(ms(5)))))
                .build());
        harness.advanceProcessingTime(0).add(Call.a(), 1).add(Call.a(), 21).takeLines();

        assertThat(harness.endOfInput().takeLines()).containsExactly("v|a|[20,30)|ON_TIME#0!|count=1|{cost=1.0}");
        assertThat(harness.watermark("v")).isEqualTo(Watermark.MAX);
    }

    private static WatermarkSpec<Call> idleAfter(long millis) {
        return WatermarkSpec.<Call>of(ASCENDING).withIdleTimeout(ms(millis));
    }

    private static PipelineHarness<Call> of(WatermarkSpec<Call> watermarks) {
        ViewBuilder<Call, String> view = costs(tumbling(10)).watermarks(watermarks);
        return PipelineHarness.of(view.build());
    }
}
