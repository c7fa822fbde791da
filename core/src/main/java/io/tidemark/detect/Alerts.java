// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

import java.util.List;

/** What the pane of an alert holds. */
public final class Alerts {
    /** {@code raised} or {@code resolved}. */
    public static final String STATE = "state";

    /** The state of an alert that begins, or lasts and is repeated. */
    public static final String RAISED = "raised";

    /** The state of an alert that is over. */
    public static final String RESOLVED = "resolved";

    /**
     * The results, in order: the state; the severity, or null; the kind of the rule; the value; the score, and the baseline, as numbers by name; since when the alert lasts, the end of the window that raised it first; and the reason, a
     * sentence.
     */
    public static final List<String> NAMES =
            List.of(STATE, "severity", "detector", "value", "score", "baseline", "since", "reason");

    private Alerts() {}
}
