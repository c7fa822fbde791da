// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.NumberField;
import io.tidemark.detect.Detector;
import io.tidemark.key.KeySelector;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.view.GapFilling;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A view as a random case describes it.
 *
 * @param name unique in the case
 * @param filtered whether excluded elements are filtered out
 * @param keyed by the element's key, or one key for all
 * @param windows rules N1 to N5
 * @param watermarks rules W2 to W7
 * @param lateness rule L1
 * @param early before the window is complete
 * @param onTimeIfNew rule P2
 * @param late after the window is complete
 * @param mode rule P5
 * @param dedupTtl rule K2, 0 for none
 * @param detectors that watch its panes
 * @param filling of windows without elements
 */
record ViewSpec(
        String name,
        boolean filtered,
        boolean keyed,
        WindowsSpec windows,
        WatermarksSpec watermarks,
        long lateness,
        Optional<TriggerSpec> early,
        boolean onTimeIfNew,
        Optional<TriggerSpec> late,
        AccumulationMode mode,
        long dedupTtl,
        List<Detector> detectors,
        Optional<GapFilling> filling) {
    /** Shared by all views, so that the engine may share their slices and accumulators. */
    private static final KeySelector<TestElement, String> KEY = TestElement::key;

    private static final Predicate<TestElement> INCLUDED = TestElement::included;
    private static final NumberField<TestElement> VALUE = TestElement::value;

    static ViewSpec of(String name, WindowsSpec windows, WatermarksSpec watermarks) {
        return new ViewSpec(
                name,
                false,
                true,
                windows,
                watermarks,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                AccumulationMode.ACCUMULATING,
                0,
                List.of(),
                Optional.empty());
    }

    /** The same without what such windows do not take. */
    ViewSpec legal() {
        return windows instanceof WindowsSpec.Count ? withTriggers(Optional.empty(), Optional.empty()) : this;
    }

    ViewSpec withTriggers(Optional<TriggerSpec> early, Optional<TriggerSpec> late) {
        return new ViewSpec(
                name,
                filtered,
                keyed,
                windows,
                watermarks,
                lateness,
                early,
                onTimeIfNew,
                late,
                mode,
                dedupTtl,
                detectors,
                filling);
    }

    ViewSpec with(WindowsSpec windows, AccumulationMode mode) {
        return new ViewSpec(
                name,
                filtered,
                keyed,
                windows,
                watermarks,
                lateness,
                early,
                onTimeIfNew,
                late,
                mode,
                dedupTtl,
                detectors,
                filling);
    }

    ViewSpec with(WatermarksSpec watermarks, long lateness, long dedupTtl) {
        return new ViewSpec(
                name,
                filtered,
                keyed,
                windows,
                watermarks,
                lateness,
                early,
                onTimeIfNew,
                late,
                mode,
                dedupTtl,
                detectors,
                filling);
    }

    ViewSpec with(List<Detector> detectors) {
        return new ViewSpec(
                name,
                filtered,
                keyed,
                windows,
                watermarks,
                lateness,
                early,
                onTimeIfNew,
                late,
                mode,
                dedupTtl,
                detectors,
                filling);
    }

    /** The same, filled, without what goes not with that. */
    ViewSpec filled(GapFilling filling) {
        return new ViewSpec(
                name,
                filtered,
                keyed,
                windows,
                watermarks,
                lateness,
                mode == AccumulationMode.DISCARDING ? Optional.empty() : early,
                false,
                late,
                mode == AccumulationMode.DISCARDING ? mode : AccumulationMode.ACCUMULATING,
                dedupTtl,
                detectors,
                Optional.of(filling));
    }

    View<TestElement, String> real() {
        ViewBuilder<TestElement, String> builder = View.named(name);
        if (filtered) {
            builder.filter(INCLUDED);
        }
        if (keyed) {
            builder = builder.keyBy(KEY);
        }
        builder.window(windows.real())
                .watermarks(watermarks.real())
                .allowedLateness(Duration.ofMillis(lateness))
                .trigger(trigger())
                .accumulation(mode);
        if (dedupTtl > 0) {
            builder.deduplicate(TestElement::id, Duration.ofMillis(dedupTtl));
        }
        detectors.forEach(builder::detect);
        filling.ifPresent(builder::fillGaps);
        return builder.aggregate("members", new Members())
                .aggregate("count", Aggregates.count())
                .aggregate("values", Aggregates.count(VALUE))
                .aggregate("sum", Aggregates.sum(VALUE))
                .aggregate("min", Aggregates.min(VALUE))
                .aggregate("max", Aggregates.max(VALUE))
                .aggregate("mean", Aggregates.mean(VALUE))
                .build();
    }

    private AfterWatermark<TestElement> trigger() {
        AfterWatermark<TestElement> trigger = AfterWatermark.<TestElement>pastEndOfWindow()
                .onTime(onTimeIfNew ? AfterWatermark.OnTime.IF_NEW : AfterWatermark.OnTime.ALWAYS);
        if (early.isPresent()) {
            trigger = trigger.withEarlyFirings(early.get().real());
        }
        return late.isPresent() ? trigger.withLateFirings(late.get().real()) : trigger;
    }
}
