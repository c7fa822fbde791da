// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.loop;

import io.tidemark.benchmarks.AggregateSet;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The cells of slices by number, in a ring; cells are used again. */
final class SliceRing {
    private static final int SIZE = 64;

    private final long sliceMillis;
    private final int keys;
    private final AggregateSet aggregates;
    private final @Nullable Cells[] ring = new @Nullable Cells[SIZE];
    private final ArrayDeque<Cells> unused = new ArrayDeque<>();
    private final Cells empty;

    SliceRing(long sliceMillis, int keys, AggregateSet aggregates) {
        this.sliceMillis = sliceMillis;
        this.keys = keys;
        this.aggregates = aggregates;
        empty = newCells();
    }

    Cells newCells() {
        return new Cells(keys, aggregates);
    }

    long startOf(long slice) {
        return slice * sliceMillis;
    }

    /** The slice, to be written to. */
    Cells open(long slice) {
        Cells cells = ring[(int) slice & (SIZE - 1)];
        if (cells == null) {
            cells = unused.isEmpty() ? newCells() : unused.pop();
            ring[(int) slice & (SIZE - 1)] = cells;
        }
        return cells;
    }

    /** The slice, to be read. */
    Cells get(long slice) {
        Cells cells = ring[(int) slice & (SIZE - 1)];
        return cells == null ? empty : cells;
    }

    void drop(long slice) {
        Cells cells = ring[(int) slice & (SIZE - 1)];
        if (cells != null) {
            cells.clear();
            unused.push(cells);
            ring[(int) slice & (SIZE - 1)] = null;
        }
    }
}
