// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.pane.Pane;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.watermark.Punctuated;
import io.tidemark.watermark.Watermark;
import io.tidemark.watermark.WatermarkSpec;
import io.tidemark.window.CountWindows;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Windowing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code docs/semantics.md} clarifies, where no scenario shows it. */
class ClarificationsTest {
    private final List<Pane<?>> panes = new ArrayList<>();

    private Pipeline<String> pipeline(ViewBuilder<String, ?> view) {
        return Pipeline.of(view.build()).panes(panes::add).build();
    }

    private static ViewBuilder<String, ?> counting(Windowing<Object> windows) {
        return View.<String>named("v").window(windows).aggregate("n", Aggregates.count());
    }

    private static ViewBuilder<String, ?> tumbling(WatermarkSpec<String> watermarks) {
        return counting(TumblingWindows.of(Duration.ofMillis(10))).watermarks(watermarks);
    }

    private static WatermarkSpec<String> ascending() {
        return WatermarkSpec.of(BoundedOutOfOrderness.ascending());
    }

    @Test
    void w3_w7_a_partition_whose_first_element_is_not_believed_holds_the_watermark() {
        try (Pipeline<String> pipeline = pipeline(
                tumbling(ascending().withMaxClockSkew(Duration.ofMillis(5)).withIdleTimeout(Duration.ofMillis(100))))) {
            pipeline.advanceProcessingTime(50);
            pipeline.element(0, 0, "a", 20);
            pipeline.element(1, 0, "from the future", 1000);
            pipeline.element(0, 1, "a", 40);
            assertThat(pipeline.watermark("v")).as("held").isEqualTo(20);

            pipeline.element(1, 1, "believed", 30);
            assertThat(pipeline.watermark("v")).isEqualTo(30);
        }
    }

    @Test
    void w3_w4_a_partition_that_holds_the_watermark_does_so_until_it_is_idle() {
        try (Pipeline<String> pipeline = pipeline(
                tumbling(ascending().withMaxClockSkew(Duration.ofMillis(5)).withIdleTimeout(Duration.ofMillis(100))))) {
            pipeline.advanceProcessingTime(50);
            pipeline.element(1, 0, "from the future", 1000);
            pipeline.advanceProcessingTime(60);
            pipeline.element(0, 0, "a", 40);
            pipeline.advanceProcessingTime(149);
            assertThat(pipeline.watermark("v")).as("held").isEqualTo(Watermark.MIN);

            pipeline.advanceProcessingTime(150);
            assertThat(pipeline.watermark("v")).isEqualTo(40);
        }
    }

    @Test
    void w3_w6_a_partition_whose_first_element_is_not_marked_holds_the_watermark() {
        try (Pipeline<String> pipeline = pipeline(tumbling(WatermarkSpec.of(new Punctuated<>("mark"::equals))))) {
            pipeline.element(0, 0, "mark", 20);
            pipeline.element(1, 0, "a", 25);
            pipeline.element(0, 1, "mark", 40);
            assertThat(pipeline.watermark("v")).as("held").isEqualTo(20);

            pipeline.element(1, 1, "mark", 30);
            assertThat(pipeline.watermark("v")).isEqualTo(30);
        }
    }

    @Test
    void w7_what_is_filtered_out_is_skewed_too() {
        try (Pipeline<String> pipeline = pipeline(
                tumbling(ascending().withMaxClockSkew(Duration.ofMillis(5))).filter("a"::equals))) {
            pipeline.advanceProcessingTime(50);
            pipeline.element(0, 0, "a", 1000);
            pipeline.element(0, 1, "b", 1000);
            ViewCounters counters = pipeline.counters().views().get(0);

            assertThat(counters.filtered()).isEqualTo(1);
            assertThat(counters.aggregated()).isEqualTo(1);
            assertThat(counters.skewed()).isEqualTo(2);
        }
    }

    @Test
    void w4_a_pause_is_noted_before_the_time_that_it_covers() {
        assertThat(watermarkAfterPause(true)).as("noted before").isEqualTo(20);
        assertThat(watermarkAfterPause(false))
                .as("noted too late: partition 0 was idle already")
                .isEqualTo(40);
    }

    private long watermarkAfterPause(boolean first) {
        try (Pipeline<String> pipeline = pipeline(tumbling(ascending().withIdleTimeout(Duration.ofMillis(10))))) {
            pipeline.advanceProcessingTime(0);
            pipeline.element(0, 0, "a", 20);
            pipeline.advanceProcessingTime(5);
            pipeline.element(1, 0, "a", 40);
            if (first) {
                pipeline.notePause(7);
            }
            pipeline.advanceProcessingTime(12);
            if (!first) {
                pipeline.notePause(7);
            }
            return pipeline.watermark("v");
        }
    }

    @Test
    void n5_l4_elements_after_the_last_slide_are_aggregated_though_no_pane_holds_them() {
        try (Pipeline<String> pipeline = pipeline(counting(new CountWindows(2, 2)))) {
            for (int i = 0; i < 5; i++) {
                pipeline.element(0, i, "a", i);
            }
            pipeline.endOfInput();
            ViewCounters counters = pipeline.counters().views().get(0);

            assertThat(counters.aggregated()).isEqualTo(5);
            assertThat(counters.unassigned()).isZero();
            assertThat(panes).hasSize(2);
        }
    }

    @Test
    void p4_n6_a_trigger_that_fires_once_has_fired_also_in_the_merged_session() {
        ViewBuilder<String, ?> view = counting(SessionWindows.withGap(Duration.ofMillis(5)))
                .watermarks(BoundedOutOfOrderness.of(Duration.ofSeconds(1)))
                .trigger(AfterWatermark.<String>pastEndOfWindow().withEarlyFirings(AfterCount.of(2)));
        try (Pipeline<String> pipeline = pipeline(view)) {
            pipeline.element(0, 0, "a", 0);
            pipeline.element(0, 1, "a", 0);
            pipeline.element(0, 2, "a", 8);
            pipeline.flush();
            assertThat(panes).as("fired in one of the two").hasSize(1);

            pipeline.element(0, 3, "a", 4);
            pipeline.element(0, 4, "a", 4);
            pipeline.element(0, 5, "a", 4);
            pipeline.flush();
            assertThat(panes).as("not again").hasSize(1);
        }
    }
}
