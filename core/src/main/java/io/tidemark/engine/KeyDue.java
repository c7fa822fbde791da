// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

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
        // The end of a global window is the highest time, and it is due then.
        long event = Long.MAX_VALUE;
        long processing = Operator.NEVER;
        for (WindowState state = first; state != null; state = state.next) {
            event = Math.min(event, Math.min(state.due(lateness), state.eventTimer));
            processing = Math.min(processing, state.timer);
        }
        return new KeyDue(event, processing == Operator.NEVER ? ViewEntries.NOTHING_DUE : processing);
    }

    /** Whether no time comes at which anything happens, before the end of the input. */
    boolean isEndless() {
        return event == Long.MAX_VALUE && processing == ViewEntries.NOTHING_DUE;
    }
}
