// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

import io.tidemark.time.Durations;

/**
 * When unusual windows become alerts. All times are event time, from end of window to end of window, so they are the same in every run.
 *
 * @param windows so many windows in a row must be unusual before an alert is raised, and not be so before it is resolved; at least 1
 * @param coolDown ms for which no alert is raised after the last one, raised or resolved. One that is due then is raised by the first unusual window after that
 * @param repeatEvery ms after which an alert that lasts is raised again; 0 for never
 * @param forgetAfter ms without a window of a key after which the detector begins anew for it: it has learned nothing, and nothing is raised
 */
public record Alerting(int windows, long coolDown, long repeatEvery, long forgetAfter) {
    private static final long DAY = 24L * 60 * 60 * 1000;

    /** At once, with no cool-down and no repeats; a key is forgotten after 30 days. */
    public static final Alerting DEFAULT = new Alerting(1, 0, 0, 30 * DAY);

    /** Checks the limits. */
    public Alerting {
        if (windows < 1) {
            throw new IllegalArgumentException("windows must be at least 1, but is " + windows);
        }
        Durations.positiveOrZero("cool_down", coolDown);
        Durations.positiveOrZero("repeat_every", repeatEvery);
        Durations.positive("forget_after", forgetAfter);
    }
}
