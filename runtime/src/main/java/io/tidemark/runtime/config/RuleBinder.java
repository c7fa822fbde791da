// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.detect.DetectionRule;
import io.tidemark.detect.Direction;
import io.tidemark.detect.Drift;
import io.tidemark.detect.RateOfChange;
import io.tidemark.detect.Threshold;
import io.tidemark.detect.ZScore;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the rule of a detector: the one of the keys that name one. */
final class RuleBinder {
    private static final Value<Double> ANY = Values.decimal(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    private static final Value<Double> LEVEL = Values.decimal(0, Double.POSITIVE_INFINITY);
    private static final double MOST_HALF_LIFE = 1e6;

    /** In the order in which messages name them. */
    private static final Map<String, Function<Section, Optional<DetectionRule>>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("z_score", RuleBinder::zScore);
        KINDS.put("threshold", RuleBinder::threshold);
        KINDS.put("rate_of_change", RuleBinder::rateOfChange);
        KINDS.put("psi", section -> drift(section, Drift.PSI));
        KINDS.put("ks", section -> drift(section, Drift.KS));
    }

    /** How changes are measured. */
    private enum Mode {
        RELATIVE,
        ABSOLUTE
    }

    private RuleBinder() {}

    /** The rule of {@code detector}, if what is said of it is right. */
    static Optional<DetectionRule> bind(Section detector) {
        List<Section> given = new ArrayList<>();
        Optional<DetectionRule> rule = Optional.empty();
        for (Map.Entry<String, Function<Section, Optional<DetectionRule>>> kind : KINDS.entrySet()) {
            Section section = detector.section(kind.getKey());
            if (section.isPresent()) {
                given.add(section);
                rule = kind.getValue().apply(section);
                section.close();
            }
            if (given.size() == 2) {
                detector.problem(kind.getKey(), "a detector has one rule; make this one a detector of its own");
                return Optional.empty();
            }
        }
        if (given.isEmpty()) {
            detector.missing(
                    "z_score",
                    "a detector has one of " + String.join(", ", KINDS.keySet())
                            + ", for example 'z_score: {fire: 4}'");
        }
        return rule;
    }

    private static Optional<DetectionRule> zScore(Section section) {
        ZScore base = ZScore.DEFAULT;
        double fire = section.get("fire", LEVEL, base.fire());
        double resolve = section.get("resolve", LEVEL, Math.min(fire, base.resolve()));
        Direction direction = section.get("direction", Values.oneOf(Direction.class), base.direction());
        double halfLife = section.get("half_life", Values.decimal(Double.MIN_VALUE, MOST_HALF_LIFE), base.halfLife());
        long least = section.get("min_windows", Values.integer(2, Integer.MAX_VALUE), (long) base.minWindows());
        double deviation = section.get("min_deviation", LEVEL, base.minDeviation());
        return made(section, () -> new ZScore(fire, resolve, direction, halfLife, (int) least, deviation));
    }

    private static Optional<DetectionRule> threshold(Section section) {
        Optional<Double> above = section.optional("above", ANY);
        Optional<Double> below = section.optional("below", ANY);
        if (section.has("above") && section.has("below")) {
            section.problem("below", "a limit is either 'above' or 'below'; make another detector for the other one");
            return Optional.empty();
        }
        if (!section.has("above") && !section.has("below")) {
            section.missing("above", "a limit: 'above: 2000', or 'below: 0.9'");
            section.optional("resolve", ANY);
            return Optional.empty();
        }
        double limit = above.or(() -> below).orElse(0.0);
        double resolve = section.get("resolve", ANY, limit);
        Direction direction = section.has("below") ? Direction.BELOW : Direction.ABOVE;
        return made(section, () -> new Threshold(direction, limit, resolve));
    }

    private static Optional<DetectionRule> rateOfChange(Section section) {
        Mode mode = section.get("mode", Values.oneOf(Mode.class), Mode.RELATIVE);
        double fire = section.required("fire", LEVEL, 0.0, "0.5");
        double resolve = section.get("resolve", LEVEL, fire);
        Direction direction = section.get("direction", Values.oneOf(Direction.class), Direction.BOTH);
        long ago = section.get("windows_ago", Values.integer(1, RateOfChange.MOST), 1L);
        return made(section, () -> new RateOfChange(fire, resolve, direction, mode == Mode.RELATIVE, (int) ago));
    }

    private static Optional<DetectionRule> drift(Section section, Drift base) {
        boolean isPsi = base.measure() == Drift.Measure.PSI;
        double fire = section.get("fire", LEVEL, base.fire());
        double resolve = section.get("resolve", LEVEL, Math.min(fire, base.resolve()));
        Drift.Reference reference = section.get("reference", Values.oneOf(Drift.Reference.class), base.reference());
        long windows = section.get("windows", Values.integer(1, Drift.MOST_WINDOWS), (long) base.windows());
        long least = section.get("min_count", Values.integer(1, Long.MAX_VALUE), base.minCount());
        int bins = isPsi
                ? section.get("bins", Values.integer(2, Drift.MOST_BINS), (long) base.bins())
                        .intValue()
                : base.bins();
        double pValue =
                isPsi ? base.pValue() : section.get("p_value", Values.decimal(Double.MIN_VALUE, 1), base.pValue());
        return made(
                section, () -> new Drift(base.measure(), fire, resolve, reference, (int) windows, least, bins, pValue));
    }

    /** Single values are right; what does not go together, the rule says. */
    private static Optional<DetectionRule> made(Section section, Supplier<DetectionRule> rule) {
        try {
            return Optional.of(rule.get());
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            section.problem("resolve", message.substring(message.indexOf(": ") + 2));
            return Optional.empty();
        }
    }
}
