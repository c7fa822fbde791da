// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import org.jspecify.annotations.Nullable;

/**
 * Puts the slices of a window together.
 *
 * <p>Law: what it yields depends only on what the slices hold, never on what was asked before, to the last bit of a floating-point sum. So a run that was restored from a
 * checkpoint, and has lost all partial merges, emits the same panes.
 *
 * <p>Cells that a visitor gets are read during the visit, and neither changed nor kept.
 */
interface WindowMerge {
    /** Puts together the window {@code [start, end)}, which is the next one by end: it can be visited until {@link #done}. No slice of it changes in between, unless {@link #changed} says so. */
    void begin(long start, long end);

    /** How many places there are in the window that was begun, at each of which there is a key or none. */
    int places();

    /** Visits, of the window that was begun, the cells in the places {@code [from, to)}, once. */
    void forEach(int from, int to, CellTable.Visitor visitor);

    /** The only slice of the window that was begun, if it is one: its cells are those of the window, and {@link #forEach} visits none. */
    @Nullable
    Slice only();

    /** All of the window that was begun was visited. */
    void done();

    /** Visits the cell of one key in any live window, if it has one. */
    void visit(int key, long start, long end, CellTable.Visitor visitor);

    /** {@code key} got an element in {@code slice}, which a window that was visited holds. */
    void changed(int key, Slice slice);

    /** There are no slices any more: gives back all cells. */
    void clear();
}
