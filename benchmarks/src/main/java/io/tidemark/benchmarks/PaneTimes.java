// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.HashMap;
import java.util.Map;

/** How late the panes of one sink are. Of one thread at a time. */
public final class PaneTimes {
    private final Timing timing;
    private final Delays panes = new Delays();
    private final Map<Long, Firing> firings = new HashMap<>();

    /** Panes of one firing follow each other: of the last one. */
    private long end = Long.MIN_VALUE;

    private long due = Long.MIN_VALUE;
    private long first;
    private long last;

    PaneTimes(Timing timing) {
        this.timing = timing;
    }

    /**
     * The panes of windows with one end.
     *
     * @param first nanoseconds until the first of them was there
     * @param last and the last
     */
    record Firing(long first, long last) {
        Firing together(Firing other) {
            return new Firing(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    /** A pane of a window with this end is in the sink. */
    public void pane(long windowEnd) {
        if (windowEnd != end) {
            note();
            end = windowEnd;
            due = timing.firingAt(windowEnd);
            first = Long.MAX_VALUE;
        }
        if (due != Long.MIN_VALUE) {
            last = timing.since(due);
            first = Math.min(first, last);
            panes.add(last);
        }
    }

    private void note() {
        if (due != Long.MIN_VALUE) {
            firings.merge(end, new Firing(first, last), Firing::together);
        }
    }

    Delays panes() {
        return panes;
    }

    Map<Long, Firing> firings() {
        note();
        return firings;
    }
}
