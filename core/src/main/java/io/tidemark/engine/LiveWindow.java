// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.pane.PaneResults;
import io.tidemark.window.Window;

/**
 * A window of a key that lives: what it holds now, and what is going to happen to it.
 *
 * @param key of the elements
 * @param window of a session, as wide as it is now
 * @param isComplete whether the watermark has passed its end, so that what comes now is late
 * @param expiresAt the watermark at which it takes no more elements; {@link #NEVER} for a window that no watermark ends
 * @param count how many elements it holds; in a discarding view with triggers, those since its last pane
 * @param results of them, as a pane would show them now
 * @param panes how many it has emitted
 * @param fresh how many elements came since the last pane
 * @param processingTimer the processing time at which a trigger looks at it next, or {@link #NEVER}
 * @param eventTimer the watermark at which a trigger looks at it next, or {@link #NEVER}; not that of its end
 */
public record LiveWindow(
        Object key,
        Window window,
        boolean isComplete,
        long expiresAt,
        long count,
        PaneResults results,
        long panes,
        long fresh,
        long processingTimer,
        long eventTimer) {
    /** At no time. */
    public static final long NEVER = Operator.NEVER;
}
