// SPDX-License-Identifier: Apache-2.0
package io.tidemark.trigger;

/** What a trigger says: emit a pane now, or go on. How panes relate is the accumulation mode's business, not the trigger's. */
public enum TriggerResult {
    /** Nothing to emit. */
    CONTINUE,
    /** Emit a pane. */
    FIRE
}
