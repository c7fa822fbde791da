// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pane;

/** How the panes of one window relate (rule P5). */
public enum AccumulationMode {
    /** A pane holds everything so far; the next one replaces it. */
    ACCUMULATING,
    /** A pane holds what is new since the last one; all of them add up. */
    DISCARDING,
    /** As accumulating, but the last pane is first taken back by a retraction. */
    ACCUMULATING_AND_RETRACTING
}
