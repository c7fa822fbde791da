// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

/**
 * Puts the slices of a window together.
 *
 * <p>Law: what it yields depends only on what the slices hold, never on what was asked before, to the last bit of a floating-point sum. So a run that was restored from a
 * checkpoint, and has lost all partial merges, emits the same panes.
 *
 * <p>Cells that a visitor gets are read during the visit, and neither changed nor kept.
 */
interface WindowMerge {
    /** Visits each key's cell of the window {@code [start, end)}, which is the next one by end. */
    void forEach(long start, long end, CellTable.Visitor visitor);

    /** Visits the cell of one key in any live window, if it has one. */
    void visit(int key, long start, long end, CellTable.Visitor visitor);

    /** {@code key} got an element in {@code slice}, which a window that was visited holds. */
    void changed(int key, Slice slice);

    /** There are no slices any more: gives back all cells. */
    void clear();
}
