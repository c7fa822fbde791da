// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pane;

/**
 * Which of a window's panes one is. The panes of a key and window follow {@code EARLY* ON_TIME? LATE*} with index 0, 1, 2, ... (rule P1).
 *
 * @param timing relative to the watermark
 * @param index from 0
 * @param isLast whether no further pane can follow
 */
public record PaneInfo(PaneTiming timing, long index, boolean isLast) {
    /** Whether it is the window's first pane. */
    public boolean isFirst() {
        return index == 0;
    }
}
