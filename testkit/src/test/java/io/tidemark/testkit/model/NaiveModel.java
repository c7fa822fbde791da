// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.element.InvalidReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline must yield, computed from the rules in the plainest way there is: lists, sorting, and everything again from the beginning. It shares no code
 * with the engine but the values that go in and come out.
 */
final class NaiveModel {
    private static final long LARGEST = 1L << 62;

    private final List<NaiveView> views = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private long elements;
    private long invalidRecords;

    private NaiveModel(List<ViewSpec> specs) {
        specs.forEach(spec -> views.add(new NaiveView(spec, letters)));
    }

    static Output run(Case scripted) {
        NaiveModel model = new NaiveModel(scripted.views());
        for (Step step : scripted.steps()) {
            model.run(step);
            model.views.forEach(NaiveView::noteWatermark);
        }
        Map<String, ViewOutput> outputs = new LinkedHashMap<>();
        model.views.forEach(view -> outputs.put(view.name(), view.output()));
        int keysWithState = nothingIsLeft(scripted) ? 0 : -1;
        return new Output(
                outputs,
                NaiveDetector.alerts(scripted, outputs),
                model.letters,
                model.elements,
                model.invalidRecords,
                keysWithState);
    }

    /** At the end of input all windows are dropped; only count windows go on. */
    private static boolean nothingIsLeft(Case scripted) {
        return scripted.steps().contains(new Step.End())
                && scripted.views().stream().noneMatch(view -> view.windows() instanceof WindowsSpec.Count);
    }

    private void run(Step step) {
        if (step instanceof Step.Declare declare) {
            views.forEach(view -> view.declare(declare.partition()));
        } else if (step instanceof Step.Advance advance) {
            views.forEach(view -> view.advance(advance.now()));
        } else if (step instanceof Step.Pause pause) {
            views.forEach(view -> view.pause(pause.millis()));
        } else if (step instanceof Step.SourceWatermark source) {
            views.forEach(view -> view.sourceWatermark(source.watermark()));
        } else if (step instanceof Step.Invalid invalid) {
            letters.add(new Letter(InvalidReason.UNDECODABLE, invalid.partition(), invalid.offset(), null, null));
            invalidForAll();
        } else if (step instanceof Step.Add add) {
            add(add);
        } else {
            views.forEach(NaiveView::end);
        }
    }

    /** Rule T1. */
    private void add(Step.Add add) {
        if (add.timestamp() < -LARGEST || add.timestamp() > LARGEST) {
            letters.add(new Letter(
                    InvalidReason.TIMESTAMP_OUT_OF_RANGE,
                    add.partition(),
                    add.element().number(),
                    null,
                    add.element()));
            invalidForAll();
        } else {
            elements++;
            views.forEach(view -> view.element(add));
        }
    }

    private void invalidForAll() {
        elements++;
        invalidRecords++;
        views.forEach(NaiveView::invalid);
    }
}
