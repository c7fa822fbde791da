// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import org.jspecify.annotations.Nullable;

/**
 * Puts the slices of a window together.
 *
 * <p>Law: what it yields depends only on what the slices hold, never on what was asked before, to the last bit of a floating-point sum. So a run that was restored from a
 * checkpoint, and has lost all partial merges, emits the same panes.
 */
interface WindowMerge {
    /** Visits each key's cell of the window {@code [start, end)}, which is the next one by end. The cell is only read. */
    void forEach(long start, long end, KeyTable.Visitor<Cell> visitor);

    /** The cell of one key in any live window, or null when it has none. The cell is only read. */
    @Nullable
    Cell cell(int key, long start, long end);

    /** {@code key} got an element in {@code slice}, which a window that was visited holds. */
    void changed(int key, Slice slice);
}
