// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.detect.Alerting;
import io.tidemark.detect.Detector;
import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import io.tidemark.engine.Planner;
import io.tidemark.engine.ViewPlan;
import io.tidemark.runtime.bind.DurationText;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.config.JoinConfig;
import io.tidemark.runtime.config.ViewConfig;
import io.tidemark.runtime.job.StateEstimate;
import io.tidemark.runtime.render.Figures;
import io.tidemark.view.GapFilling;
import io.tidemark.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Tells how a view is computed. */
final class Explanation {
    private static final long KEYS = 1000;

    private Explanation() {}

    static List<String> lines(ViewConfig config, View<Row, ?> view, RowSchema schema) {
        ViewPlan plan = Planner.plan(view);
        long bytes = StateEstimate.bytesPerKey(view, schema);
        String where = plan.path() == ViewPlan.Path.SLICED || plan.path() == ViewPlan.Path.COUNT ? "slice" : "window";
        List<String> lines = new ArrayList<>();
        lines.add(config.name() + ": " + Descriptions.view(config));
        config.join().ifPresent(join -> {
            lines.add("  joins   " + Descriptions.join(join));
            lines.add("  waits   " + waits(join, StateEstimate.bytesWaiting(view)));
        });
        lines.add("  path    " + Values.wireName(plan.path()) + ": " + plan.reason());
        lines.add("  slices  " + slices(plan));
        lines.add("  state   " + plan.accumulators() + (plan.accumulators() == 1 ? " accumulator" : " accumulators")
                + " for each key and " + where + ", about " + Figures.bytes((double) bytes)
                + " after a thousand elements");
        lines.add("  memory  " + memory(config, plan, bytes, where));
        config.gapFilling().ifPresent(filling -> lines.add("  gaps    " + gaps(filling)));
        for (Detector detector : config.detectors()) {
            lines.add("  detects " + detector.name() + ": " + detector(detector));
        }
        if (!config.detectors().isEmpty()) {
            lines.add("  alerts  " + alerts(config));
        }
        lines.add("");
        return lines;
    }

    private static String waits(JoinConfig join, long bytes) {
        return "a left one " + DurationText.of(join.after()) + ", a right one " + DurationText.of(join.before())
                + ", and as long as elements may be overtaken; about " + Figures.bytes((double) bytes)
                + " each, at most " + Figures.whole(join.maxWaiting()) + " of them: "
                + Figures.bytes((double) bytes * join.maxWaiting());
    }

    private static String gaps(GapFilling filling) {
        StringBuilder results = new StringBuilder();
        filling.results().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(result -> results.append(", ")
                        .append(result.getKey())
                        .append(" with ")
                        .append(result.getValue().wireName()));
        return "filled with " + filling.with().wireName() + results + ", until " + DurationText.of(filling.atMost())
                + " after a key's last window; its last results are kept so long";
    }

    private static String detector(Detector detector) {
        Alerting alerting = detector.alerting();
        return detector.rule().kind() + " of " + detector.value() + ", raised after "
                + (alerting.windows() == 1 ? "1 window" : Figures.whole(alerting.windows()) + " windows in a row")
                + (alerting.coolDown() == 0
                        ? ""
                        : ", none for " + DurationText.of(alerting.coolDown()) + " after the last")
                + (alerting.repeatEvery() == 0 ? "" : ", again every " + DurationText.of(alerting.repeatEvery()));
    }

    private static String alerts(ViewConfig config) {
        long bytes = Planner.detectorBytes(config.detectors());
        long keptFor = config.detectors().stream()
                .mapToLong(detector -> detector.alerting().forgetAfter())
                .max()
                .orElse(0);
        return "about " + Figures.bytes((double) bytes * KEYS) + " for a thousand keys, each until "
                + DurationText.of(keptFor) + " after its last window";
    }

    private static String slices(ViewPlan plan) {
        return switch (plan.path()) {
            case SLICED -> width(plan) + "; an element updates one, and is in " + windows(plan.windowsPerElement());
            case COUNT -> "of each key's own elements";
            case SESSION -> "none: a session has its own accumulators";
            case GENERAL -> "none: an element updates each of its windows, " + windows(plan.windowsPerElement());
        };
    }

    private static String width(ViewPlan plan) {
        return plan.sliceMillis().isPresent()
                ? DurationText.of(plan.sliceMillis().getAsLong()) + " wide"
                : "of more than one width";
    }

    private static String windows(OptionalLong count) {
        if (count.isEmpty()) {
            return "as many windows as its value says";
        }
        return count.getAsLong() == 1 ? "1 window" : "up to " + Figures.whole(count.getAsLong()) + " windows";
    }

    /** How much a thousand keys take at one time. */
    private static String memory(ViewConfig config, ViewPlan plan, long bytes, String where) {
        OptionalLong open = plan.path() == ViewPlan.Path.SLICED ? openSlices(config, plan) : openWindows(plan);
        if (open.isEmpty()) {
            return "about " + Figures.bytes((double) bytes * KEYS) + " for a thousand " + where + "s";
        }
        return "about " + Figures.bytes((double) bytes * KEYS * open.getAsLong()) + " for a thousand keys, with "
                + open.getAsLong() + " " + where + (open.getAsLong() == 1 ? "" : "s") + " open at a time";
    }

    /** A slice lives until the last window that holds it is complete and past its lateness. */
    private static OptionalLong openSlices(ViewConfig config, ViewPlan plan) {
        if (plan.sliceMillis().isEmpty()) {
            return OptionalLong.empty();
        }
        long slice = plan.sliceMillis().getAsLong();
        long span = slice * plan.windowsPerElement().orElse(1);
        long delays = config.watermark().maxOutOfOrderDelay() + config.allowedLateness();
        return OptionalLong.of((span + delays + slice - 1) / slice + 1);
    }

    private static OptionalLong openWindows(ViewPlan plan) {
        return plan.path() == ViewPlan.Path.GENERAL ? plan.windowsPerElement() : OptionalLong.empty();
    }
}
