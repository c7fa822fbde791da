// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.rules;

import static io.tidemark.testkit.rules.Call.costs;
import static io.tidemark.testkit.rules.Call.ms;
import static io.tidemark.testkit.rules.Call.sliding;
import static io.tidemark.testkit.rules.Call.tumbling;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.testkit.PipelineHarness;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterFirst;
import io.tidemark.trigger.AfterProcessingTime;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.trigger.Trigger;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.watermark.WatermarkSpec;
import io.tidemark.watermark.WatermarkSpec.AllIdle;
import io.tidemark.window.SessionWindows;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios that broke other stream processors, by the issue in which it is told; those that need no restart. */
class PeersBugsTest {
    private static final long LARGEST = 1L << 62;
    private static final Duration HUGE = Duration.ofMillis(1L << 60);
    private static final SessionWindows GAP_5 = SessionWindows.withGap(ms(5));

    /** FLINK-5717, FLINK-4862. */
    @Test
    void n6_the_timer_of_a_session_that_was_merged_away_does_not_fire_by_itself() {
        PipelineHarness<Call> harness = held(costs(GAP_5).trigger(early(AfterProcessingTime.sinceFirst(ms(10)))));
        harness.advanceProcessingTime(0).add(Call.a(), 0);
        harness.advanceProcessingTime(3).add(Call.a(), 8);
        harness.advanceProcessingTime(5).add(Call.a(), 4);

        assertThat(harness.advanceProcessingTime(100).takeLines())
                .containsExactly("v|a|[0,13)|EARLY#0|count=3|{cost=3.0}");
    }

    /** BEAM-162. */
    @Test
    void n6_the_trigger_of_a_complete_session_does_not_silence_the_one_that_it_is_merged_into() {
        PipelineHarness<Call> harness = held(costs(GAP_5)
                .allowedLateness(ms(100))
                .trigger(AfterWatermark.<Call>pastEndOfWindow().withEarlyFirings(AfterCount.of(1))));
        harness.add(Call.a(), 0).advanceWatermark(5).takeLines();

        assertThat(harness.add(Call.a(), 4).takeLines()).containsExactly("v|a|[0,9)|EARLY#0|count=2|{cost=2.0}");
    }

    /** FLINK-4994. */
    @Test
    void n6_a_merge_into_a_complete_session_keeps_what_it_held() {
        PipelineHarness<Call> harness = held(costs(GAP_5).allowedLateness(ms(100)));
        harness.add(Call.of("a", 1), 10).advanceWatermark(15).takeLines();

        assertThat(harness.add(Call.of("a", 2), 6).takeLines()).containsExactly("v|a|[6,15)|LATE#0|count=2|{cost=3.0}");
    }

    /** FLINK-5972, FLINK-5713: with many merges in every order nothing is lost, nothing is left. */
    @Test
    void n6_sessions_that_merge_in_any_order_hold_every_element_once_and_leave_no_state() {
        PipelineHarness<Call> harness = held(costs(GAP_5)
                .trigger(early(AfterFirst.of(AfterCount.of(7), AfterProcessingTime.sinceFirst(ms(9)))))
                .accumulation(AccumulationMode.DISCARDING));
        for (int i = 0; i < 1000; i++) {
            harness.advanceProcessingTime(i).add(Call.of("model " + i % 3, 1), (i * 389L) % 1000 * 3);
        }

        harness.endOfInput();
        assertThat(harness.panes().stream().mapToLong(pane -> pane.count()).sum())
                .isEqualTo(1000);
        assertThat(harness.keysWithState()).isZero();
    }

    /** hazelcast #20740. */
    @Test
    void w4_a_partition_whose_elements_are_all_filtered_out_is_not_idle() {
        PipelineHarness<Call> harness = PipelineHarness.of(costs(tumbling(10))
                .filter(call -> !call.failed())
                .watermarks(idleAfter(10))
                .build());
        harness.advanceProcessingTime(0).add(0, Call.failure(), 5).add(1, Call.a(), 50);
        harness.advanceProcessingTime(9).add(0, Call.failure(), 6).add(1, Call.a(), 51);

        assertThat(harness.advanceProcessingTime(18).watermark("v")).isEqualTo(6);
    }

    /** FLINK-38454. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void w4_all_idle_does_not_depend_on_who_was_first(boolean higherIsFirst) {
        PipelineHarness<Call> harness = PipelineHarness.of(costs(tumbling(10))
                .watermarks(idleAfter(10).whenAllIdle(AllIdle.MAX))
                .build());
        harness.advanceProcessingTime(0).add(higherIsFirst ? 1 : 0, Call.a(), higherIsFirst ? 20 : 5);
        harness.advanceProcessingTime(4).add(higherIsFirst ? 0 : 1, Call.a(), higherIsFirst ? 5 : 20);

        assertThat(harness.advanceProcessingTime(14).watermark("v")).isEqualTo(20);
    }

    /** FLINK-35886, FLINK-40234. */
    @Test
    void w4_a_pause_longer_than_the_timeout_makes_nobody_idle() {
        PipelineHarness<Call> harness =
                PipelineHarness.of(costs(tumbling(10)).watermarks(idleAfter(10)).build());
        harness.advanceProcessingTime(0).add(0, Call.a(), 5).add(1, Call.a(), 50);

        harness.pause(600).advanceProcessingTime(600).add(1, Call.a(), 60);
        assertThat(harness.watermark("v")).isEqualTo(5);
        assertThat(harness.add(0, Call.a(), 6).late()).isEmpty();
    }

    /** FLINK-26334, FLINK-6214, FLINK-36664. */
    @Test
    void n2_negative_times_and_offsets_are_aligned_as_positive_ones() {
        ViewBuilder<Call, String> view = costs(sliding(10, 4).withOffset(ms(-3)));

        assertThat(held(view).add(Call.a(), -14).endOfInput().takeLines())
                .containsExactly(
                        "v|a|[-23,-13)|ON_TIME#0!|count=1|{cost=1.0}",
                        "v|a|[-19,-9)|ON_TIME#0!|count=1|{cost=1.0}",
                        "v|a|[-15,-5)|ON_TIME#0!|count=1|{cost=1.0}");
    }

    /** BEAM-341. */
    @Test
    void l1_the_largest_times_sizes_and_lateness_do_not_overflow() {
        ViewBuilder<Call, String> view = costs(tumbling(1L << 60)).allowedLateness(HUGE);
        PipelineHarness<Call> harness = held(view).add(Call.a(), LARGEST).add(Call.a(), -LARGEST);

        assertThat(harness.advanceWatermark(LARGEST).takePanes()).hasSize(1);
        assertThat(harness.advanceWatermark(LARGEST + (1L << 60))
                        .add(Call.a(), LARGEST)
                        .takeLines())
                .containsExactly(
                        "v|a|[4611686018427387904,5764607523034234880)|ON_TIME#0|count=1|{cost=1.0}",
                        "v|a|[4611686018427387904,5764607523034234880)|LATE#1|count=2|{cost=2.0}");
        assertThat(harness.advanceWatermark(LARGEST + (1L << 61))
                        .add(Call.a(), LARGEST)
                        .late())
                .hasSize(1);
    }

    /** The longest session there can be is longer than a long can say. */
    @Test
    void n4_a_session_over_all_valid_time_does_not_overflow() {
        PipelineHarness<Call> bounded = held(costs(SessionWindows.withGap(HUGE).withMaxDuration(HUGE)));
        PipelineHarness<Call> unbounded = held(costs(SessionWindows.withGap(HUGE)));
        for (long t = -LARGEST; t <= LARGEST && t >= -LARGEST; t += 1L << 60) {
            bounded.add(Call.a(), t);
            unbounded.add(Call.a(), t);
        }

        assertThat(unbounded.endOfInput().takeLines())
                .containsExactly("v|a|[-4611686018427387904,5764607523034234880)|ON_TIME#0!|count=9|{cost=9.0}");
        assertThat(bounded.endOfInput().takePanes()).hasSize(9);
    }

    /** pinpoint #7635. */
    @Test
    void w7_one_absurd_timestamp_does_not_close_every_window() {
        PipelineHarness<Call> harness = PipelineHarness.of(costs(tumbling(10))
                .watermarks(WatermarkSpec.<Call>of(BoundedOutOfOrderness.ascending())
                        .withMaxClockSkew(ms(1000)))
                .build());
        harness.advanceProcessingTime(20).add(Call.a(), 19).add(Call.a(), 4_000_000_000_000L);

        assertThat(harness.add(Call.a(), 18).late()).isEmpty();
        assertThat(harness.add(Call.a(), 20).takeLines()).containsExactly("v|a|[10,20)|ON_TIME#0!|count=2|{cost=2.0}");
    }

    /** SPARK-28074, SPARK-40925: an hour of keys that come once leaves nothing behind, on every path. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void state_of_keys_that_come_once_goes_away(int parallelism) {
        WatermarkSpec<Call> ascending = WatermarkSpec.of(BoundedOutOfOrderness.ascending());
        try (PipelineHarness<Call> harness = PipelineHarness.of(
                        costs(tumbling(10))
                                .allowedLateness(ms(20))
                                .watermarks(ascending)
                                .build(),
                        named("sliding", costs(sliding(30, 10))),
                        named("session", costs(GAP_5)),
                        named("early", costs(tumbling(10)).trigger(early(AfterProcessingTime.sinceFirst(ms(7))))),
                        named(
                                "retracting",
                                costs(sliding(30, 10)).accumulation(AccumulationMode.ACCUMULATING_AND_RETRACTING)))
                .parallelism(parallelism)) {
            for (int i = 0; i < 20_000; i++) {
                harness.advanceProcessingTime(i).add(Call.of("model " + i, 1), i);
            }

            assertThat(harness.keysWithState()).isLessThan(100);
            assertThat(harness.endOfInput().keysWithState()).isZero();
        }
    }

    private static View<Call, String> named(String name, ViewBuilder<Call, String> view) {
        View<Call, String> v = view.build();
        return new View<>(
                name,
                v.join(),
                v.filter(),
                v.key(),
                v.windowing(),
                v.watermarks(),
                v.allowedLateness(),
                v.trigger(),
                v.accumulation(),
                v.deduplication(),
                v.aggregates(),
                v.detectors(),
                v.gapFilling());
    }

    private static AfterWatermark<Call> early(Trigger<? super Call> trigger) {
        return AfterWatermark.<Call>pastEndOfWindow().withEarlyFirings(Repeatedly.forever(trigger));
    }

    private static WatermarkSpec<Call> idleAfter(long millis) {
        return WatermarkSpec.<Call>of(BoundedOutOfOrderness.ascending()).withIdleTimeout(ms(millis));
    }

    private static PipelineHarness<Call> held(ViewBuilder<Call, String> view) {
        return PipelineHarness.of(view.build()).holdWatermarks();
    }
}
