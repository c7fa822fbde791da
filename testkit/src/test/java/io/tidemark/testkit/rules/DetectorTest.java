// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.NumberField;
import io.tidemark.detect.Detector;
import io.tidemark.detect.DetectorBuilder;
import io.tidemark.detect.Direction;
import io.tidemark.detect.RateOfChange;
import io.tidemark.detect.Threshold;
import io.tidemark.detect.ZScore;
import io.tidemark.engine.Pipeline;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.Pane;
import io.tidemark.testkit.PaneText;
import io.tidemark.testkit.PipelineHarness;
import io.tidemark.testkit.SavedState;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.window.CountWindows;
import io.tidemark.window.TumblingWindows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What detectors do, window by window: scripts in, alerts out. Windows are 10 ms long, and hold one number each unless a test says otherwise. */
class DetectorTest {
    private static final NumberField<Double> NUMBER = number -> number;

    @Test
    void an_alert_is_a_pane_of_a_view_named_as_the_detector_after_the_pane_that_caused_it() {
        try (PipelineHarness<Double> harness = harness(limit(5))) {
            harness.add(7.0, 3).advanceWatermark(12);

            List<Pane<?>> panes = harness.takePanes();
            assertThat(panes.stream().map(PaneText::of))
                    .containsExactly(
                            "numbers||[0,10)|ON_TIME#0!|count=1|{max=7.0}",
                            "high||[0,10)|ON_TIME#0!|count=1|{state=raised, severity=null, detector=threshold, value=7.0,"
                                    + " score=2.0, baseline={above=5.0}, since=10, reason=max was 7, above its limit of 5}");
            assertThat(panes.get(1).watermark()).isEqualTo(panes.get(0).watermark());
        }
    }

    @Test
    void an_alert_lasts_between_the_two_limits_and_is_told_once() {
        Detector detector = Detector.named("high")
                .value("max")
                .rule(Threshold.above(5).resolvedAt(2))
                .build();

        assertThat(states(detector, 5, 5.5, 3, 9, 2.5, 2, 5, 6))
                .containsExactly("20 raised", "60 resolved", "80 raised");
    }

    @Test
    void so_many_windows_in_a_row_raise_an_alert_and_resolve_it() {
        assertThat(states(limit(5).windows(2).build(), 6, 1, 6, 6, 1, 6, 1, 1))
                .containsExactly("40 raised", "80 resolved");
    }

    @Test
    void during_the_cool_down_none_is_raised_and_an_unusual_window_after_it_raises_what_was_due() {
        Detector detector = limit(5).coolDown(Duration.ofMillis(30)).build();

        assertThat(states(detector, 6, 1, 6, 6, 6, 6)).containsExactly("10 raised", "20 resolved", "50 raised");
        assertThat(states(detector, 6, 1, 6, 1, 1, 6)).containsExactly("10 raised", "20 resolved", "60 raised");
    }

    @Test
    void an_alert_that_lasts_is_repeated_only_if_that_is_wanted_and_says_since_when() {
        assertThat(states(limit(5).build(), 6, 6, 6, 6, 6)).containsExactly("10 raised");
        try (PipelineHarness<Double> harness = harness(limit(5).repeatEvery(Duration.ofMillis(20)))) {
            feed(harness, 6, 6, 6, 6, 6, 1);

            assertThat(alerts(harness).stream()
                            .map(alert -> alert.window().end() + " "
                                    + alert.results().get("state") + " "
                                    + alert.results().get("since")))
                    .containsExactly("10 raised 10", "30 raised 10", "50 raised 10", "60 resolved 10");
        }
    }

    @Test
    void a_key_without_windows_for_long_enough_begins_anew() {
        Detector detector = limit(5).forgetAfter(Duration.ofMillis(30)).build();

        assertThat(states(detector, 6, NONE, NONE, 6)).containsExactly("10 raised");
        assertThat(states(detector, 6, NONE, NONE, NONE, 6)).containsExactly("10 raised", "50 raised");
    }

    @Test
    void a_baseline_says_how_far_a_value_is_from_it_and_does_not_learn_it() {
        Detector detector = Detector.named("high")
                .value("max")
                .rule(new ZScore(3, 1, Direction.ABOVE, 100, 4, 0))
                .build();
        try (PipelineHarness<Double> harness = harness(detector)) {
            feed(harness, 10, 14, 10, 14, 20, 20, 13);

            assertThat(alerts(harness).stream().map(alert -> alert.results().get("reason")))
                    .containsExactly(
                            "max was 20, 4 standard deviations above its mean of 12 over 4 windows",
                            "max was 13, 0.5 standard deviations above its mean of 12 over 4 windows");
        }
    }

    @Test
    void a_baseline_that_does_not_vary_makes_nothing_unusual_that_is_within_a_thousandth_of_it() {
        Detector detector = Detector.named("high")
                .value("max")
                .rule(new ZScore(3, 3, Direction.BOTH, 10, 2, 0))
                .build();

        assertThat(states(detector, 1000, 1000, 1002, 998, 1000)).isEmpty();
        assertThat(states(detector, 1000, 1000, 1004)).containsExactly("30 raised");
        assertThat(states(detector, 0, 0, 1e-9)).containsExactly("30 raised");
        assertThat(states(detector, 0, 0, 0)).isEmpty();
    }

    @Test
    void a_change_is_measured_against_the_window_so_many_windows_ago() {
        Detector half = Detector.named("high")
                .value("max")
                .rule(RateOfChange.relative(0.5).going(Direction.ABOVE))
                .build();
        Detector ago = Detector.named("high")
                .value("max")
                .rule(RateOfChange.absolute(3).since(2))
                .build();

        assertThat(states(half, 10, 15, 23, 23, 5, 7)).containsExactly("30 raised", "40 resolved");
        assertThat(states(half, 0, 1e-3)).containsExactly("20 raised");
        assertThat(states(ago, 10, 2, 12, 6, 12)).containsExactly("40 raised", "50 resolved");
    }

    @Test
    void windows_without_a_number_are_passed_over() {
        Detector detector = limit(5).windows(2).build();

        assertThat(states(detector, 6, Double.NaN, 6)).containsExactly("30 raised");
    }

    @Test
    void neither_early_nor_late_panes_nor_retractions_feed_a_detector() {
        View<Double, String> view = view(limit(5).build())
                .allowedLateness(Duration.ofMillis(100))
                .trigger(
                        AfterWatermark.<Double>pastEndOfWindow().withEarlyFirings(Repeatedly.forever(AfterCount.of(1))))
                .accumulation(AccumulationMode.ACCUMULATING_AND_RETRACTING)
                .build();
        try (PipelineHarness<Double> harness = PipelineHarness.of(view).holdWatermarks()) {
            assertThat(alerts(harness.add(9.0, 1))).isEmpty();
            assertThat(alerts(harness.advanceWatermark(10))).hasSize(1);
            assertThat(alerts(harness.add(1.0, 11).advanceWatermark(20))).hasSize(1);
            assertThat(alerts(harness.add(8.0, 2).add(99.0, 12))).isEmpty();
        }
    }

    @Test
    void a_restart_with_a_new_detector_keeps_what_the_others_know_and_one_without_any_forgets_it() throws IOException {
        Detector first = limit(5).build();
        Detector second =
                Detector.named("low").value("max").rule(Threshold.below(7)).build();
        SavedState saved = new SavedState();
        List<Pane<?>> panes = new ArrayList<>();

        step(saved, panes, 6, 0, view(first).build());
        step(saved, panes, 6, 1, view(first).detect(second).build());
        step(saved, panes, 1, 2, view(second).build());
        step(saved, panes, 1, 3, view(List.of()).build());
        step(saved, panes, 6, 4, view(first).detect(second).build());

        assertThat(panes.stream()
                        .map(pane -> pane.view() + " " + pane.window().end() + " "
                                + pane.results().get("state")))
                .containsExactly("high 10 raised", "low 20 raised", "high 50 raised", "low 50 raised");
    }

    @Test
    void what_a_detector_cannot_watch_is_refused_with_what_to_do() {
        assertThatThrownBy(
                        () -> view(limit(5).build()).window(CountWindows.of(3)).build())
                .hasMessageContaining("detector 'high': it compares windows of event time");
        assertThatThrownBy(() ->
                        view(limit(5).forgetAfter(Duration.ofMillis(9)).build()).build())
                .hasMessageContaining("let it be PT0.01S or more");
        assertThatThrownBy(() -> view(limit(5).value("maximum").build()).build())
                .hasMessageContaining("there is no result 'maximum'; there are [max]");
        assertThatThrownBy(() -> PipelineHarness.of(
                                view(Detector.named("numbers").value("max").build())
                                        .build())
                        .add(1.0, 1))
                .hasMessageContaining("two views, detectors among them, are named 'numbers'");
    }

    /** There is no window. */
    private static final double NONE = Double.NEGATIVE_INFINITY;

    private static DetectorBuilder limit(double above) {
        return Detector.named("high").value("max").rule(Threshold.above(above));
    }

    private static ViewBuilder<Double, String> view(Detector detector) {
        return view(List.of(detector));
    }

    private static ViewBuilder<Double, String> view(List<Detector> detectors) {
        ViewBuilder<Double, String> view = View.<Double>named("numbers")
                .window(TumblingWindows.of(Duration.ofMillis(10)))
                .aggregate("max", Aggregates.max(NUMBER));
        detectors.forEach(view::detect);
        return view;
    }

    private static PipelineHarness<Double> harness(DetectorBuilder detector) {
        return harness(detector.build());
    }

    private static PipelineHarness<Double> harness(Detector detector) {
        return PipelineHarness.of(view(detector).build()).holdWatermarks();
    }

    /** A window for each number; {@code NaN} is an element without one, {@link #NONE} no element. */
    private static void feed(PipelineHarness<Double> harness, double... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != NONE) {
                harness.add(numbers[i], 10L * i);
            }
            harness.advanceWatermark(10L * (i + 1));
        }
    }

    private static List<String> states(Detector detector, double... numbers) {
        try (PipelineHarness<Double> harness = harness(detector)) {
            feed(harness, numbers);
            return alerts(harness).stream()
                    .map(alert -> alert.window().end() + " " + alert.results().get("state"))
                    .toList();
        }
    }

    private static List<Pane<?>> alerts(PipelineHarness<Double> harness) {
        return harness.takePanes().stream()
                .filter(pane -> pane.view().equals("high"))
                .toList();
    }

    /** Goes on where the last step was saved: a window for {@code number}, and another save. */
    private static void step(
            SavedState saved, List<Pane<?>> panes, double number, int window, View<Double, String> view)
            throws IOException {
        try (Pipeline<Double> pipeline = Pipeline.of(view)
                .saved(true)
                .panes(pane -> {
                    if (!pane.view().equals("numbers")) {
                        panes.add(pane);
                    }
                })
                .build()) {
            pipeline.restore(saved);
            pipeline.element(0, window, number, 10L * window);
            pipeline.element(0, window, Double.NaN, 10L * window + 10);
            saved.take(pipeline);
        }
    }
}
