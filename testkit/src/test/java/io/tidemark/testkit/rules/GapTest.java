// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.NumberField;
import io.tidemark.detect.Detector;
import io.tidemark.detect.Threshold;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.FillMethod;
import io.tidemark.pane.Pane;
import io.tidemark.testkit.PaneText;
import io.tidemark.testkit.PipelineHarness;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.view.GapFilling;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.window.CalendarUnit;
import io.tidemark.window.CalendarWindows;
import io.tidemark.window.CountWindows;
import io.tidemark.window.GlobalWindow;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of gaps: scripts in, panes out. Windows are 10 ms long unless a test says otherwise. */
class GapTest {
    private static final NumberField<Double> NUMBER = number -> number;

    @Test
    void a_window_without_elements_is_filled_when_the_watermark_passes_its_end() {
        try (PipelineHarness<Double> harness = harness(filling(FillMethod.ZERO, 100))) {
            harness.add(7.0, 3).advanceWatermark(19);
            assertThat(texts(harness)).containsExactly("numbers||[0,10)|ON_TIME#0!|count=1|{count=1, max=7.0}");

            harness.advanceWatermark(20);

            List<Pane<?>> panes = harness.takePanes();
            assertThat(panes.stream().map(PaneText::of))
                    .containsExactly("numbers||[10,20)|ON_TIME#filled!|count=0|{count=0, max=0.0}");
            assertThat(panes.get(0).watermark()).isEqualTo(20);
            assertThat(panes.get(0).info().isFirst()).isFalse();
        }
    }

    @Test
    void a_late_element_makes_the_first_pane_of_a_filled_window_which_has_a_higher_index() {
        ViewBuilder<Double, String> view =
                view(filling(FillMethod.PREVIOUS, 100)).allowedLateness(Duration.ofMillis(50));
        try (PipelineHarness<Double> harness = PipelineHarness.of(view.build()).holdWatermarks()) {
            harness.add(7.0, 3).advanceWatermark(30).add(9.0, 15);

            assertThat(texts(harness))
                    .containsExactly(
                            "numbers||[0,10)|ON_TIME#0|count=1|{count=1, max=7.0}",
                            "numbers||[10,20)|ON_TIME#filled|count=0|{count=1, max=7.0}",
                            "numbers||[20,30)|ON_TIME#filled|count=0|{count=1, max=7.0}",
                            "numbers||[10,20)|LATE#0|count=1|{count=1, max=9.0}");
            // The late window is the key's last one from now on, until another one corrects it.
            harness.advanceWatermark(40).add(11.0, 16).advanceWatermark(50);
            assertThat(texts(harness))
                    .containsExactly(
                            "numbers||[30,40)|ON_TIME#filled|count=0|{count=1, max=9.0}",
                            "numbers||[10,20)|LATE#1|count=2|{count=2, max=11.0}",
                            "numbers||[40,50)|ON_TIME#filled|count=0|{count=2, max=11.0}");
        }
    }

    @Test
    void in_a_discarding_view_a_window_is_what_its_first_pane_says() {
        ViewBuilder<Double, String> view = view(filling(FillMethod.PREVIOUS, 100))
                .accumulation(AccumulationMode.DISCARDING)
                .allowedLateness(Duration.ofMillis(50));
        try (PipelineHarness<Double> harness = PipelineHarness.of(view.build()).holdWatermarks()) {
            harness.add(7.0, 3).add(8.0, 4).advanceWatermark(10).add(9.0, 5).advanceWatermark(20);

            assertThat(texts(harness))
                    .containsExactly(
                            "numbers||[0,10)|ON_TIME#0|count=2|{count=2, max=8.0}",
                            "numbers||[0,10)|LATE#1|count=1|{count=1, max=9.0}",
                            "numbers||[10,20)|ON_TIME#filled|count=0|{count=2, max=8.0}");
        }
    }

    @Test
    void filled_panes_come_before_the_next_one_of_the_key_and_end_at_most_so_long_after_the_last() {
        try (PipelineHarness<Double> harness = harness(filling(FillMethod.NULL, 29))) {
            harness.add(1.0, 3).add(2.0, 65).advanceWatermark(75);

            assertThat(ends(harness)).containsExactly("10", "20 filled", "30 filled", "70");
            harness.advanceWatermark(1L << 60);
            assertThat(ends(harness)).containsExactly("80 filled", "90 filled");
            assertThat(harness.keysWithState()).isZero();
        }
    }

    @Test
    void at_the_end_of_the_input_only_what_lies_between_windows_with_elements_is_filled() {
        try (PipelineHarness<Double> harness = harness(filling(FillMethod.ZERO, 1000))) {
            harness.add(1.0, 3).add(2.0, 35).endOfInput();

            assertThat(ends(harness)).containsExactly("10", "20 filled", "30 filled", "40");
            assertThat(harness.keysWithState()).isZero();
        }
    }

    @Test
    void linear_waits_for_the_next_window_and_leaves_longer_gaps_as_they_are() {
        try (PipelineHarness<Double> harness = harness(filling(FillMethod.LINEAR, 40))) {
            harness.add(0.0, 3).advanceWatermark(39);
            assertThat(ends(harness)).containsExactly("10");

            harness.add(8.0, 45).advanceWatermark(50);

            assertThat(texts(harness))
                    .containsExactly(
                            "numbers||[10,20)|ON_TIME#filled!|count=0|{count=1.0, max=2.0}",
                            "numbers||[20,30)|ON_TIME#filled!|count=0|{count=1.0, max=4.0}",
                            "numbers||[30,40)|ON_TIME#filled!|count=0|{count=1.0, max=6.0}",
                            "numbers||[40,50)|ON_TIME#0!|count=1|{count=1, max=8.0}");
            harness.add(8.0, 95).endOfInput();
            assertThat(ends(harness)).containsExactly("100");
        }
    }

    @Test
    void each_result_has_its_own_way_and_objects_are_filled_member_by_member() {
        ViewBuilder<Double, String> view = view(filling(FillMethod.ZERO, 100)
                        .result("max", FillMethod.PREVIOUS)
                        .result("gone", FillMethod.NULL))
                .aggregate("gone", Aggregates.min(NUMBER))
                .aggregate("object", new Shape());
        try (PipelineHarness<Double> harness = PipelineHarness.of(view.build()).holdWatermarks()) {
            harness.add(7.0, 3).advanceWatermark(20);

            List<Pane<?>> panes = harness.takePanes();
            assertThat(PaneText.of(panes.get(1)))
                    .endsWith("|{count=0, max=7.0, gone=null, object={n=0, d=0.0, text=null, list=null, in={x=0}}}");
            assertThat(panes.get(1).info().filledBy(panes.get(1).results().names()))
                    .isEqualTo(Map.of("count", "zero", "max", "previous", "gone", "null", "object", "zero"));
        }
    }

    @Test
    void days_are_filled_across_a_change_of_the_clock() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        View<Double, String> view = view(GapFilling.with(FillMethod.ZERO, Duration.ofDays(10)))
                .window(CalendarWindows.of(CalendarUnit.DAY, berlin))
                .build();
        try (PipelineHarness<Double> harness = PipelineHarness.of(view).holdWatermarks()) {
            harness.add(1.0, Instant.parse("2026-03-27T12:00:00Z").toEpochMilli())
                    .add(1.0, Instant.parse("2026-03-31T12:00:00Z").toEpochMilli())
                    .endOfInput();

            assertThat(harness.takePanes().stream()
                            .map(pane -> (pane.window().end() - pane.window().start()) / 3_600_000 + " "
                                    + pane.info().isFilled()))
                    .containsExactly("24 false", "24 true", "23 true", "24 true", "24 false");
        }
    }

    @Test
    void detectors_are_shown_zeros_and_nothing_that_is_invented() {
        for (FillMethod method : FillMethod.values()) {
            View<Double, String> view = view(filling(method, 100))
                    .detect(Detector.named("silent")
                            .value("count")
                            .rule(Threshold.below(1))
                            .build())
                    .detect(Detector.named("high")
                            .value("max")
                            .rule(Threshold.above(5))
                            .windows(2)
                            .build())
                    .build();
            try (PipelineHarness<Double> harness = PipelineHarness.of(view).holdWatermarks()) {
                harness.add(7.0, 3).advanceWatermark(40);

                assertThat(harness.takePanes().stream()
                                .filter(pane -> !pane.view().equals("numbers"))
                                .map(pane -> pane.view() + " " + pane.window().end()))
                        .isEqualTo(method == FillMethod.ZERO ? List.of("silent 20") : List.of());
            }
        }
    }

    @Test
    void what_has_no_gaps_is_refused_and_told_what_to_do() {
        GapFilling filling = filling(FillMethod.ZERO, 100);
        AfterWatermark<Double> early =
                AfterWatermark.<Double>pastEndOfWindow().withEarlyFirings(Repeatedly.forever(new AfterCount(2)));
        Map<ViewBuilder<Double, String>, String> refused = new LinkedHashMap<>();
        refused.put(view(filling).window(SessionWindows.withGap(Duration.ofMillis(5))), "take tumbling, sliding");
        refused.put(view(filling).window(CountWindows.of(2, 1)), "take tumbling, sliding");
        refused.put(view(filling).window(GlobalWindow.INSTANCE), "take tumbling, sliding");
        refused.put(
                view(filling).accumulation(AccumulationMode.ACCUMULATING_AND_RETRACTING),
                "let the view be accumulating");
        refused.put(view(filling).accumulation(AccumulationMode.DISCARDING).trigger(early), "let it accumulate");
        refused.put(view(filling).trigger(early.onTime(AfterWatermark.OnTime.IF_NEW)), "let it be always");
        refused.put(view(filling.result("mux", FillMethod.NULL)), "there is no result 'mux'; there are [count, max]");
        refused.put(view(filling(FillMethod.ZERO, 9)), "let it be PT0.01S or more");
        refused.put(view(filling(FillMethod.ZERO, 2_000_000)), "let it be PT16M40S or less");

        refused.forEach((view, problem) -> assertThatThrownBy(view::build)
                .hasMessageStartingWith("gap filling: ")
                .hasMessageContaining(problem));
    }

    private static GapFilling filling(FillMethod method, long atMost) {
        return GapFilling.with(method, Duration.ofMillis(atMost));
    }

    private static ViewBuilder<Double, String> view(GapFilling filling) {
        return View.<Double>named("numbers")
                .window(TumblingWindows.of(Duration.ofMillis(10)))
                .aggregate("count", Aggregates.count())
                .aggregate("max", Aggregates.max(NUMBER))
                .fillGaps(filling);
    }

    private static PipelineHarness<Double> harness(GapFilling filling) {
        return PipelineHarness.of(view(filling).build()).holdWatermarks();
    }

    private static List<String> texts(PipelineHarness<Double> harness) {
        return harness.takePanes().stream().map(PaneText::of).toList();
    }

    private static List<String> ends(PipelineHarness<Double> harness) {
        List<String> ends = new ArrayList<>();
        for (Pane<?> pane : harness.takePanes()) {
            ends.add(pane.window().end() + (pane.info().isFilled() ? " filled" : ""));
        }
        return ends;
    }

    /** A result with values of all kinds. */
    private record Shape() implements AggregateFunction<Double, List<Double>, Map<String, Object>> {
        @Override
        public List<Double> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public void add(List<Double> accumulator, Double element) {
            accumulator.add(element);
        }

        @Override
        public void merge(List<Double> into, List<Double> from) {
            into.addAll(from);
        }

        @Override
        public Map<String, Object> result(List<Double> accumulator, Window window) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("n", 3L);
            result.put("d", 2.5);
            result.put("text", "t");
            result.put("list", List.of(1L));
            result.put("in", Map.of("x", 1));
            return result;
        }
    }
}
