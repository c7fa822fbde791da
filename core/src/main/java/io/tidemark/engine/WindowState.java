// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.pane.Pane;
import io.tidemark.time.Timestamps;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One key's window on the general path: what it holds, what it has emitted, what its trigger remembers. */
final class WindowState {
    /** The order in which windows fire: by end, then start (rule P7), and then as they came about. */
    static final Comparator<WindowState> FIRING_ORDER = WindowState::compare;

    final int key;
    final long[] triggerState;

    /** The order in which windows came to be here. */
    long serial;

    long start;
    long end;

    /** Everything so far, or what is new since the last pane when panes are discarding. */
    int cell;

    /** How many elements are new since the last pane. */
    long fresh;

    /** The index of the next pane. */
    long paneIndex;

    /** Whether the watermark has passed the end, so that what comes is late. */
    boolean complete;

    /** The key's next window, by start and end. */
    @Nullable
    WindowState next;

    /** Whether the window was dropped or merged into another one; entries in timers and indexes that still hold it mean nothing. */
    boolean gone;

    /** The processing time of the timer that counts, or {@link Operator#NEVER}. */
    long timer = Operator.NEVER;

    /** The watermark for which the trigger has asked, or {@link Operator#NEVER}. */
    long eventTimer = Operator.NEVER;

    /** The last pane, when it is to be retracted. */
    @Nullable
    Pane<?> lastPane;

    /** The last panes of windows that were merged away, to be retracted before the next pane. */
    List<Pane<?>> mergedPanes = List.of();

    /** Windows that have panes in the archive, and were merged into this one since its last pane there. */
    List<Window> replaced = List.of();

    WindowState(int key, long serial, long start, long end, int cell, long[] triggerState) {
        this.key = key;
        this.serial = serial;
        this.start = start;
        this.end = end;
        this.cell = cell;
        this.triggerState = triggerState;
    }

    /** How many bytes of heap one takes with {@code slots} of its trigger, its places in indexes, and its key's among those that changed; without panes to be retracted. */
    static long bytesEach(int slots) {
        return 104 + 16 + (long) slots * Long.BYTES + 56;
    }

    private static int compare(WindowState a, WindowState b) {
        if (a.end != b.end) {
            return Long.compare(a.end, b.end);
        }
        return a.start == b.start ? Long.compare(a.serial, b.serial) : Long.compare(a.start, b.start);
    }

    boolean isWindow(long start, long end) {
        return this.start == start && this.end == end;
    }

    /** The watermark at which the next thing happens to it: completion, then expiry. */
    long due(long lateness) {
        return complete ? Timestamps.add(end, lateness) : end;
    }

    /** What is to be retracted of it, were it merged away: its last pane, and what it took over from others. */
    List<Pane<?>> outstandingPanes() {
        Pane<?> own = lastPane;
        if (own == null) {
            return mergedPanes;
        }
        List<Pane<?>> panes = new ArrayList<>(mergedPanes);
        panes.add(own);
        return panes;
    }
}
