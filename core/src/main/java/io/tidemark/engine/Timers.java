// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The timers of triggers in one time domain. A window has at most one that counts, the earliest; the others are left to come up and mean nothing. */
final class Timers {
    private final PriorityQueue<Timer> queue = new PriorityQueue<>(Comparator.comparingLong(Timer::due));

    /** A timer of {@code window}. */
    private record Timer(long due, WindowState window) {}

    /** Remembers that {@code window} wants to be called at {@code due}, unless that is never. */
    void add(WindowState window, long due) {
        if (due != Operator.NEVER) {
            queue.add(new Timer(due, window));
        }
    }

    /** The earliest time, or {@link Operator#NEVER}; it may be one of a timer that no longer counts. */
    long next() {
        Timer first = queue.peek();
        return first == null ? Operator.NEVER : first.due;
    }

    /** Forgets windows that are gone. */
    void removeGone() {
        queue.removeIf(timer -> timer.window.gone);
    }

    /** Moves the windows with a timer due at {@code now} to {@code windows}, in no order. */
    void drainDue(long now, List<WindowState> windows) {
        while (next() <= now && !queue.isEmpty()) {
            WindowState window = queue.remove().window;
            if (!window.gone) {
                windows.add(window);
            }
        }
    }
}
