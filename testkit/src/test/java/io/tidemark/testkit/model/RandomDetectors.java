// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.detect.Alerting;
import io.tidemark.detect.DetectionRule;
import io.tidemark.detect.Detector;
import io.tidemark.detect.Direction;
import io.tidemark.detect.RateOfChange;
import io.tidemark.detect.Threshold;
import io.tidemark.detect.ZScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts detectors on the views of random cases: with low limits, so that there are alerts among few windows. */
final class RandomDetectors {
    private static final long HUGE = 1L << 60;

    private RandomDetectors() {}

    /** The case of {@code seed}, with detectors on every view that takes them; with none when no view does. */
    static Case of(long seed) {
        Case plain = RandomCases.of(seed);
        Dice dice = new Dice(~seed);
        List<ViewSpec> views = new ArrayList<>();
        for (ViewSpec view : plain.views()) {
            views.add(watched(view, dice, span(plain)));
        }
        return plain.withViews(views);
    }

    /** About how long a few windows are. */
    private static long span(Case scripted) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Step step : scripted.steps()) {
            if (step instanceof Step.Add add && add.timestamp() > -HUGE && add.timestamp() < HUGE) {
                first = Math.min(first, add.timestamp());
                last = Math.max(last, add.timestamp());
            }
        }
        return last <= first ? 1 : Math.min(HUGE, 1 + (last - first) / 4);
    }

    private static ViewSpec watched(ViewSpec view, Dice dice, long span) {
        List<Detector> detectors = new ArrayList<>();
        int count = 1 + dice.below(3);
        for (int i = 0; i < count; i++) {
            Detector detector = detector(view.name() + "-d" + i, dice, span, 1 + dice.between(0, span));
            if (takes(view, detector)) {
                detectors.add(detector);
            } else {
                Detector patient = detector(detector.name(), dice, span, HUGE);
                if (takes(view, patient)) {
                    detectors.add(patient);
                }
            }
        }
        return view.with(detectors);
    }

    private static boolean takes(ViewSpec view, Detector detector) {
        try {
            view.with(List.of(detector)).real();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Detector detector(String name, Dice dice, long span, long forgetAfter) {
        Alerting alerting = new Alerting(
                dice.of(1, 1, 1, 2, 3),
                dice.chance(60) ? 0 : dice.between(0, span),
                dice.chance(60) ? 0 : dice.between(1, span),
                dice.chance(50) ? HUGE : forgetAfter);
        Optional<String> severity = dice.chance(50) ? Optional.of("warning") : Optional.empty();
        return new Detector(
                name, dice.of("count", "values", "sum", "min", "max", "mean"), rule(dice), alerting, severity);
    }

    private static DetectionRule rule(Dice dice) {
        Direction direction = dice.of(Direction.values());
        return switch (dice.below(3)) {
            case 0 -> {
                double limit = dice.between(-5, 20) + 0.37;
                double back = dice.of(0.0, 1.0, 4.0);
                yield dice.chance(70)
                        ? Threshold.above(limit).resolvedAt(limit - back)
                        : Threshold.below(limit).resolvedAt(limit + back);
            }
            case 1 -> {
                double fire = dice.of(0.377, 1.013, 1.7321);
                double halfLife = dice.of(0.51, 2.0, 9.3);
                double least = dice.of(0.0, 0.61);
                yield new ZScore(fire, fire * dice.of(0.5, 1.0), direction, halfLife, dice.of(2, 2, 4), least);
            }
            default -> {
                double fire = dice.of(0.07, 0.913, 4.3);
                yield new RateOfChange(fire, fire * dice.of(0.5, 1.0), direction, dice.chance(50), dice.of(1, 1, 2, 3));
            }
        };
    }
}
