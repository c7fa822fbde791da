// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.pane.PaneResults;
import io.tidemark.window.Window;

/**
 * What the archived windows of one key in a range hold together.
 *
 * @param view the view's name
 * @param key the key
 * @param range what was asked for, as far as whole windows lie in it; a rate divides by its length
 * @param windows how many were merged
 * @param first the start of the first of them
 * @param last the end of the last of them
 * @param count how many elements they hold
 * @param results the aggregates, as a pane of the range would have them
 * @param <K> the key
 */
public record ArchivedResult<K>(
        String view, K key, Window range, long windows, long first, long last, long count, PaneResults results) {}
