// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When something is due for a key with windows.
 *
 * @param event the watermark at which it is; {@link Long#MAX_VALUE} for the end of the input; {@link ViewEntries#NOTHING_DUE} without windows
 * @param processing processing time, or {@link ViewEntries#NOTHING_DUE}
 */
record KeyDue(long event, long processing) {
    /** Of a key that has no windows. */
    static final KeyDue NOTHING = new KeyDue(ViewEntries.NOTHING_DUE, ViewEntries.NOTHING_DUE);

    /** For {@code first} and those that follow it. */
    static KeyDue of(@Nullable WindowState first, long lateness) {
        if (first == null) {
            return NOTHING;
        }
        long event = event(first, lateness);
        long timer = first.timer;
        for (WindowState state = first.next; state != null; state = state.next) {
            event = Math.min(event, event(state, lateness));
            timer = Math.min(timer, state.timer);
        }
        return of(event, timer);
    }

    /** For {@code windows}, which are not linked yet. */
    static KeyDue of(List<WindowState> windows, long lateness) {
        long event = Long.MAX_VALUE;
        long timer = Operator.NEVER;
        for (WindowState state : windows) {
            event = Math.min(event, event(state, lateness));
            timer = Math.min(timer, state.timer);
        }
        return windows.isEmpty() ? NOTHING : of(event, timer);
    }

    private static KeyDue of(long event, long timer) {
        return new KeyDue(event, timer == Operator.NEVER ? ViewEntries.NOTHING_DUE : timer);
    }

    /** The end of a global window is the highest time, and it is due then. */
    private static long event(WindowState state, long lateness) {
        return Math.min(state.due(lateness), state.eventTimer);
    }

    /** Whether no time comes at which anything happens, before the end of the input. */
    boolean isEndless() {
        return event == Long.MAX_VALUE && processing == ViewEntries.NOTHING_DUE;
    }
}
