// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

import java.util.Optional;

/**
 * Watches the panes of a view and emits alerts.
 *
 * <p>What it sees: of each key, the on-time pane of each window, in the order of their ends. Early panes are provisional and late ones correct what was judged: neither feeds it, nor do retractions. A window whose value is missing or not a
 * number is passed over as if it were not there.
 *
 * <p>An alert is a pane of a view that has the detector's name, with the key, window, count and watermark of the pane that caused it, which it follows. Its results are {@link Alerts#NAMES}. So whatever takes panes takes alerts, and its id is the same in every run.
 *
 * <pre>{@code
 * Detector slow = Detector.named("slow_model")
 *         .value("latency_ms.p95")
 *         .rule(ZScore.DEFAULT)
 *         .coolDown(Duration.ofMinutes(30))
 *         .build();
 * }</pre>
 *
 * @param name of the alerts' view, unique among views and detectors
 * @param value the result that it watches, by name; a member of a result that is an object after a point, as in {@code latency_ms.p95}
 * @param rule what is unusual
 * @param alerting when that is an alert
 * @param severity what alerts say of how bad it is, in words of the user's
 */
public record Detector(String name, String value, DetectionRule rule, Alerting alerting, Optional<String> severity) {
    /** Checks that nothing is empty. */
    public Detector {
        if (name.isEmpty() || value.isEmpty()) {
            throw new IllegalArgumentException("a detector needs a name and the name of a value");
        }
    }

    /** Begins the definition of a detector. */
    public static DetectorBuilder named(String name) {
        return new DetectorBuilder(name);
    }
}
