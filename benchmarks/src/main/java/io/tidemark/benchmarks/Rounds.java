// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets contenders of a case take turns, so that noise of the machine hits all alike.
 *
 * @param count rounds, of which the median is reported
 * @param seconds measured time for each contender, at least one pass a round
 * @param warmUpSeconds that each contender runs before it is measured, at least one pass
 */
public record Rounds(int count, double seconds, double warmUpSeconds) {
    private static final double NANOS = 1e9;

    /** Who would need longer for a pass gets a smaller part of the input. */
    private static final double MOST_SECONDS = 6;

    /** The parts that a slow contender may get: few, since each is computed by ours as well, to compare with. */
    private static final int[] PARTS = {120_000, 300_000, 1_200_000};

    /**
     * Measures {@code contenders}, of which one is ours.
     *
     * @throws IllegalStateException when two emit different panes for the same input
     */
    public CaseResult measure(Case measured, List<Contender> contenders, Telemetry input) {
        CaseResult result = new CaseResult(measured);
        Contender ours = contenders.stream()
                .filter(contender -> contender.kind() == Contender.Kind.ENGINE)
                .findFirst()
                .orElseThrow();
        Map<Contender, Telemetry> parts = new HashMap<>();
        for (Contender contender : contenders) {
            Telemetry part = part(contender, measured, input);
            parts.put(contender, part);
            if (part != input) {
                result.check(ours.name(), ours.pass().apply(part));
            }
        }
        for (int round = 0; round < count; round++) {
            for (Contender contender : contenders) {
                System.gc();
                double left = seconds / count;
                while (left > 0) {
                    Measurement measurement = contender.pass().apply(parts.getOrDefault(contender, input));
                    result.add(contender, measurement);
                    left -= measurement.wallNanos() / NANOS;
                }
            }
        }
        return result;
    }

    /** Warms up, and says how much of the input a pass is to have: as much as takes some seconds once it is warm. */
    private Telemetry part(Contender contender, Case measured, Telemetry input) {
        Telemetry part = contender.isPeer() ? input.prefix(PARTS[0]) : input;
        double left = warmUpSeconds;
        while (left > 0) {
            Measurement pass = contender.pass().apply(part);
            left -= pass.wallNanos() / NANOS;
            part = contender.isPeer() ? affordable(pass.perSecond(), measured, input) : input;
        }
        return part;
    }

    private static Telemetry affordable(double perSecond, Case measured, Telemetry input) {
        double most = perSecond * MOST_SECONDS;
        if (input.size() <= most) {
            return input;
        }
        int part = PARTS[0];
        for (int elements : PARTS) {
            part = elements <= most ? elements : part;
        }
        return input.prefix(measured.elements(part));
    }
}
