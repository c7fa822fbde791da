// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.aggregate.Distribution;
import io.tidemark.detect.Alerting;
import io.tidemark.detect.Alerts;
import io.tidemark.detect.Detector;
import io.tidemark.detect.Drift;
import io.tidemark.detect.Spread;
import io.tidemark.detect.ValuePath;
import io.tidemark.pane.FillMethod;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.view.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The detectors of one view on one worker: they are shown the view's panes, and emit alerts. The panes of a key all come from one worker, in the order of their windows' ends; so what is known of a key is here.
 */
final class ViewDetectors {
    private static final double MEDIAN = 0.5;

    private final List<Detector> detectors;
    private final List<ValuePath> paths;
    private final Outputs outputs;
    private final ViewTally tally;
    private final KeyMemory<KeyDetectors> memory;

    ViewDetectors(
            View<?, ?> view,
            KeyDictionary<?> keys,
            Outputs outputs,
            ViewTally tally,
            boolean isSaved,
            WarmEntries warm) {
        detectors = view.detectors();
        List<String> names =
                view.aggregates().stream().map(aggregate -> aggregate.name()).toList();
        paths = detectors.stream()
                .map(detector -> ValuePath.of(detector.value(), names))
                .toList();
        this.outputs = outputs;
        this.tally = tally;
        memory = new KeyMemory<>(
                ViewEntries.DETECTORS,
                IdleKeys.UNSEEN,
                detectors.stream()
                        .map(Detector::alerting)
                        .mapToLong(Alerting::forgetAfter)
                        .max()
                        .orElse(-1),
                () -> new KeyDetectors(detectors),
                keys,
                isSaved,
                warm);
    }

    /** What they know. */
    KeyMemory<KeyDetectors> memory() {
        return memory;
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return detectors.isEmpty();
    }

    /** An on-time pane of the key with the id {@code key} was emitted, with what {@code cell} holds. */
    void pane(int key, Pane<?> pane, Aggregation<?> aggregation, int cell) {
        long end = pane.window().end();
        KeyDetectors own = begin(key, end);
        for (int i = 0; i < paths.size(); i++) {
            Detector detector = detectors.get(i);
            @Nullable
            Object @Nullable [] results = detector.rule() instanceof Drift
                    ? judgeSpread(own.states()[i], end, paths.get(i), aggregation, cell)
                    : judgeValue(own.states()[i], end, paths.get(i), pane);
            if (results != null) {
                alert(pane, detector.name(), results);
            }
        }
    }

    /** A filled pane of the key was emitted, as soon as its window was complete: what is 0 is shown, what is invented is not. */
    void filled(int key, Pane<?> pane) {
        @Nullable KeyDetectors own = null;
        long end = pane.window().end();
        for (int i = 0; i < paths.size(); i++) {
            Detector detector = detectors.get(i);
            boolean isZero = pane.info().filled().get(paths.get(i).index()) == FillMethod.ZERO;
            if (isZero && !(detector.rule() instanceof Drift)) {
                own = own == null ? begin(key, end) : own;
                @Nullable Object @Nullable [] results = judgeValue(own.states()[i], end, paths.get(i), pane);
                if (results != null) {
                    alert(pane, detector.name(), results);
                }
            }
        }
    }

    private KeyDetectors begin(int key, long end) {
        KeyDetectors own = memory.find(key);
        if (own == null) {
            own = memory.create(key);
        }
        memory.changes(key);
        own.begin(end);
        return own;
    }

    private static @Nullable Object @Nullable [] judgeValue(
            DetectorState state, long end, ValuePath path, Pane<?> pane) {
        double value = path.number(pane.results().value(path.index()));
        return Double.isNaN(value) ? null : state.judge(value, Spread.NONE, end, path.text());
    }

    private static @Nullable Object @Nullable [] judgeSpread(
            DetectorState state, long end, ValuePath path, Aggregation<?> aggregation, int cell) {
        Distribution distribution = aggregation.distribution(cell, path.index());
        Spread spread = distribution == null ? Spread.NONE : Spread.of(distribution);
        return spread.total() == 0
                ? null
                : state.judge(spread.quantile(MEDIAN), spread, end, "the median of " + path.text());
    }

    private void alert(Pane<?> pane, String name, @Nullable Object[] results) {
        tally.alerts++;
        outputs.pane(new Pane<>(
                name,
                pane.key(),
                pane.window(),
                new PaneInfo(PaneTiming.ON_TIME, 0, true),
                false,
                pane.count(),
                new PaneResults(Alerts.NAMES, results),
                pane.watermark()));
    }
}
