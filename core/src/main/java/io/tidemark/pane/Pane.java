// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pane;

import io.tidemark.window.Window;

/**
 * What one firing emits for a key and window.
 *
 * @param view the view's name
 * @param key the key
 * @param window the window
 * @param info which of the window's panes it is
 * @param retraction whether it takes back the pane of the same index, whose contents it repeats
 * @param count how many elements it holds
 * @param results the aggregates
 * @param watermark the view's watermark when it was emitted
 * @param <K> the key
 */
public record Pane<K>(
        String view,
        K key,
        Window window,
        PaneInfo info,
        boolean retraction,
        long count,
        PaneResults results,
        long watermark) {
    /** Its identity. */
    public PaneId<K> id() {
        return new PaneId<>(view, key, window, info.index(), retraction);
    }

    /** The retraction that takes this pane back, emitted when the watermark is {@code watermark}. */
    public Pane<K> retracted(long watermark) {
        return new Pane<>(view, key, window, info, true, count, results, watermark);
    }
}
