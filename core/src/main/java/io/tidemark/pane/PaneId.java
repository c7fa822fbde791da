// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pane;

import io.tidemark.window.Window;

/**
 * The identity of a pane: the same in every run, on every backend, after any recovery (rule P8). A sink that keeps one record for each id is idempotent.
 *
 * @param view the view's name
 * @param key the key
 * @param window the window
 * @param index the pane's, {@link PaneInfo#FILLED} when it is filled
 * @param retraction whether it takes back the pane of that index
 * @param <K> the key
 */
public record PaneId<K>(String view, K key, Window window, long index, boolean retraction) {}
