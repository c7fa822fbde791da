// SPDX-License-Identifier: Apache-2.0
package io.tidemark.view;

import io.tidemark.detect.Detector;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.window.CalendarWindows;
import io.tidemark.window.CountWindows;
import io.tidemark.window.GlobalWindow;
import io.tidemark.window.Windowing;
import java.time.Duration;
import java.util.Optional;

/** What detectors cannot watch. */
public final class DetectorChecks {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private DetectorChecks() {}

    /**
     * Why {@code detector} cannot watch a view that is like this, in a sentence that says what to do; empty if it can.
     *
     * @param hasEarly whether the view has panes before a window is complete
     */
    public static Optional<String> check(
            Detector detector, Windowing<?> windowing, boolean hasEarly, AccumulationMode accumulation) {
        if (windowing instanceof CountWindows || windowing instanceof GlobalWindow) {
            return Optional.of(
                    "it compares windows of event time one after another, and the view has none: take tumbling, sliding,"
                            + " calendar or session windows");
        }
        if (accumulation == AccumulationMode.DISCARDING && hasEarly) {
            return Optional.of(
                    "the view's on-time panes hold only what is new since the early ones: let it accumulate, or take the"
                            + " early firings away");
        }
        // A day may have 25 hours.
        long step = WindowSteps.longest(windowing) + (windowing instanceof CalendarWindows ? DAY : 0);
        if (detector.alerting().forgetAfter() < step) {
            return Optional.of(
                    "forget_after is shorter than it is from one window to the next, so that nothing would ever be"
                            + " learned: let it be " + Duration.ofMillis(step) + " or more");
        }
        return Optional.empty();
    }
}
