// SPDX-License-Identifier: Apache-2.0
package io.tidemark.view;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.time.Timestamps;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.window.AlignedWindows;
import io.tidemark.window.Windowing;
import java.time.Duration;
import java.util.Optional;

/** What gaps cannot be filled. */
public final class GapFillingChecks {
    /** So many windows of a key are filled at most. */
    public static final int MOST_WINDOWS = 100_000;

    private GapFillingChecks() {}

    /** How long a view of {@code windowing} fills when nothing is said, ms; at least 1. */
    public static long defaultAtMost(Windowing<?> windowing) {
        long step = Math.min(WindowSteps.longest(windowing), Timestamps.MAX_DURATION / GapFilling.DEFAULT_WINDOWS);
        return Math.max(1, step * GapFilling.DEFAULT_WINDOWS);
    }

    /**
     * Why a view that is like this cannot be filled, in a sentence that says what to do; empty if it can.
     *
     * @param hasEarly whether the view has panes before a window is complete
     */
    public static Optional<String> check(
            Windowing<?> windowing, boolean hasEarly, AfterWatermark.OnTime onTime, AccumulationMode accumulation) {
        if (!(windowing instanceof AlignedWindows)) {
            return Optional.of("only windows that are the same for all keys have gaps: take tumbling, sliding or"
                    + " calendar windows, or remove it");
        }
        if (accumulation == AccumulationMode.ACCUMULATING_AND_RETRACTING) {
            return Optional.of("a filled pane is never taken back, so what adds up panes and retractions would count it"
                    + " beside the late one that replaces it: let the view be accumulating, or remove it");
        }
        if (accumulation == AccumulationMode.DISCARDING && hasEarly) {
            return Optional.of("the view's on-time panes hold only what is new since the early ones: let it accumulate,"
                    + " or take the early firings away");
        }
        if (hasEarly && onTime == AfterWatermark.OnTime.IF_NEW) {
            return Optional.of("with 'on_time: if_new' a window with elements may have no on-time pane, and would be"
                    + " taken for a gap: let it be always");
        }
        return Optional.empty();
    }

    /** Why windows cannot be filled for {@code atMost} ms, in a sentence that says what to do; empty if they can. */
    public static Optional<String> checkAtMost(long atMost, Windowing<?> windowing) {
        long step = WindowSteps.longest(windowing);
        if (atMost < step) {
            return Optional.of(
                    "it is shorter than it is from one window to the next, so that nothing would ever be filled:"
                            + " let it be " + Duration.ofMillis(step) + " or more");
        }
        if (step > 0 && atMost / step > MOST_WINDOWS) {
            return Optional.of("that is more than " + MOST_WINDOWS + " windows for each key: let it be "
                    + Duration.ofMillis(step * MOST_WINDOWS) + " or less");
        }
        return Optional.empty();
    }
}
