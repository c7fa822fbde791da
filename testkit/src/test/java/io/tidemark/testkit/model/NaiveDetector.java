// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.detect.Alerts;
import io.tidemark.detect.Detector;
import io.tidemark.detect.Direction;
import io.tidemark.detect.RateOfChange;
import io.tidemark.detect.Threshold;
import io.tidemark.detect.ZScore;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A detector and one key by the letter of {@link Detector}: it keeps every window that it has seen, and goes over all of them again for each new one. Alerts have no baseline and no reason, which are for people.
 */
final class NaiveDetector {
    static final List<String> NAMES = List.of("state", "severity", "detector", "value", "score", "since");

    private final Detector detector;
    private final List<Seen> seen = new ArrayList<>();

    /** A window that had a value: what was made of it. */
    private record Seen(
            long end,
            double value,
            boolean isJudged,
            boolean isUnusual,
            @Nullable String alert) {}

    private NaiveDetector(Detector detector) {
        this.detector = detector;
    }

    /** The alerts for the panes of all views, by detector; those of one that had none are left out. */
    static Map<String, List<Pane<String>>> alerts(Case scripted, Map<String, ViewOutput> outputs) {
        Map<String, List<Pane<String>>> alerts = new LinkedHashMap<>();
        for (ViewSpec view : scripted.views()) {
            for (Detector detector : view.detectors()) {
                List<Pane<String>> own = alerts(
                        detector,
                        Objects.requireNonNull(outputs.get(view.name())).panes().stream()
                                .flatMap(List::stream)
                                .toList());
                if (!own.isEmpty()) {
                    alerts.put(detector.name(), own);
                }
            }
        }
        return alerts;
    }

    private static List<Pane<String>> alerts(Detector detector, List<Pane<String>> panes) {
        Map<String, NaiveDetector> keys = new LinkedHashMap<>();
        Map<String, Long> lastEnds = new LinkedHashMap<>();
        List<Pane<String>> alerts = new ArrayList<>();
        for (Pane<String> pane : panes) {
            if (pane.retraction() || pane.info().timing() != PaneTiming.ON_TIME) {
                continue;
            }
            long end = pane.window().end();
            Long last = lastEnds.put(pane.key(), end);
            NaiveDetector own = keys.computeIfAbsent(pane.key(), key -> new NaiveDetector(detector));
            if (last != null && Bounds.minus(end, last) > detector.alerting().forgetAfter()) {
                own.seen.clear();
            }
            if (pane.results().get(detector.value()) instanceof Number value) {
                own.window(pane, end, value.doubleValue(), alerts);
            }
        }
        return alerts;
    }

    private void window(Pane<String> pane, long end, double value, List<Pane<String>> alerts) {
        Double score = score(value);
        boolean isRaised = isRaised();
        boolean isUnusual = score != null && isUnusual(value, score, isRaised);
        seen.add(new Seen(end, value, score != null, isUnusual, null));
        if (score == null) {
            return;
        }
        String alert = alert(end, isRaised, isUnusual);
        if (alert != null) {
            seen.set(seen.size() - 1, new Seen(end, value, true, isUnusual, alert));
            alerts.add(pane(pane, alert, value, score));
        }
    }

    private @Nullable String alert(long end, boolean isRaised, boolean isUnusual) {
        List<Seen> alerts = seen.stream().filter(one -> one.alert() != null).toList();
        long silence = alerts.isEmpty()
                ? Long.MAX_VALUE
                : Bounds.minus(end, alerts.get(alerts.size() - 1).end());
        boolean isLongEnough = against(isRaised) >= detector.alerting().windows();
        if (!isRaised && isLongEnough && silence >= detector.alerting().coolDown()) {
            return Alerts.RAISED;
        }
        if (isRaised && isLongEnough) {
            return Alerts.RESOLVED;
        }
        long repeat = detector.alerting().repeatEvery();
        return isRaised && isUnusual && repeat > 0 && silence >= repeat ? Alerts.RAISED : null;
    }

    /** How many judged windows in a row, up to the last one, are not as {@code isRaised} says. */
    private int against(boolean isRaised) {
        int count = 0;
        for (int i = seen.size() - 1; i >= 0; i--) {
            Seen one = seen.get(i);
            if (one.isJudged() && one.isUnusual() == isRaised) {
                return count;
            }
            count += one.isJudged() ? 1 : 0;
        }
        return count;
    }

    private boolean isRaised() {
        boolean isRaised = false;
        for (Seen one : seen) {
            isRaised = one.alert() == null ? isRaised : one.alert().equals(Alerts.RAISED);
        }
        return isRaised;
    }

    /** The end of the window that raised the alert that lasts, or that was resolved just now. */
    private long since() {
        long since = 0;
        boolean isRaised = false;
        for (Seen one : seen) {
            if (Alerts.RAISED.equals(one.alert()) && !isRaised) {
                since = one.end();
            }
            isRaised = one.alert() == null ? isRaised : one.alert().equals(Alerts.RAISED);
        }
        return since;
    }

    private Pane<String> pane(Pane<String> pane, String state, double value, double score) {
        @Nullable
        Object[] values = {
            state, detector.severity().orElse(null), detector.rule().kind(), value, score, since()
        };
        return new Pane<>(
                detector.name(),
                pane.key(),
                pane.window(),
                new PaneInfo(PaneTiming.ON_TIME, 0, true),
                false,
                pane.count(),
                new PaneResults(NAMES, values),
                pane.watermark());
    }

    private boolean isUnusual(double value, double score, boolean isRaised) {
        if (detector.rule() instanceof Threshold rule) {
            double limit = isRaised ? rule.resolve() : rule.limit();
            return rule.direction() == Direction.ABOVE ? value > limit : value < limit;
        }
        if (detector.rule() instanceof ZScore rule) {
            return goes(rule.direction(), score, isRaised ? rule.resolve() : rule.fire());
        }
        RateOfChange rule = (RateOfChange) detector.rule();
        return goes(rule.direction(), score, isRaised ? rule.resolve() : rule.fire());
    }

    private static boolean goes(Direction direction, double score, double limit) {
        boolean isUp = score > limit && direction != Direction.BELOW;
        return isUp || (score < -limit && direction != Direction.ABOVE);
    }

    private @Nullable Double score(double value) {
        if (detector.rule() instanceof Threshold rule) {
            return value - rule.limit();
        }
        if (detector.rule() instanceof ZScore rule) {
            return score(rule, value);
        }
        RateOfChange rule = (RateOfChange) detector.rule();
        if (seen.size() < rule.windowsAgo()) {
            return null;
        }
        double before = seen.get(seen.size() - rule.windowsAgo()).value();
        if (!rule.isRelative() || value == before) {
            return value - before;
        }
        return before == 0 ? Math.copySign(ZScore.LARGEST, value) : (value - before) / Math.abs(before);
    }

    /** The mean and the variance as sums over what was learned, each value with its weight. */
    private @Nullable Double score(ZScore rule, double value) {
        List<Double> learned =
                seen.stream().filter(one -> !one.isUnusual()).map(Seen::value).toList();
        if (learned.size() < rule.minWindows()) {
            return null;
        }
        double[] weights = new double[learned.size()];
        for (int n = 1; n <= weights.length; n++) {
            double weight = Math.max(1.0 / n, 1 - Math.exp(-Math.log(2) / rule.halfLife()));
            for (int k = 0; k < n - 1; k++) {
                weights[k] *= 1 - weight;
            }
            weights[n - 1] = weight;
        }
        double mean = 0;
        for (int k = 0; k < weights.length; k++) {
            mean += weights[k] * learned.get(k);
        }
        double variance = 0;
        for (int k = 0; k < weights.length; k++) {
            variance += weights[k] * (learned.get(k) - mean) * (learned.get(k) - mean);
        }
        double deviation = Math.max(Math.sqrt(variance), Math.max(rule.minDeviation(), Math.abs(mean) / 1000));
        if (value == mean) {
            return 0.0;
        }
        return Math.max(-ZScore.LARGEST, Math.min(ZScore.LARGEST, (value - mean) / deviation));
    }
}
