// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges the slices of each window anew. Of a window with one slice, as tumbling and calendar windows are, it is the slice itself. */
final class DirectMerge implements WindowMerge {
    private static final CellTable NONE = new CellTable();

    private final Slices slices;
    private final Aggregation<?> aggregation;

    /** The only slice of the window that was begun; null when what is merged of several is in {@link #merged}. */
    private @Nullable Slice only;

    private CellTable merged = NONE;

    DirectMerge(Slices slices, Aggregation<?> aggregation) {
        this.slices = slices;
        this.aggregation = aggregation;
    }

    @Override
    public void begin(long start, long end) {
        List<Slice> parts = slices.within(start, end);
        if (parts.size() == 1) {
            only = parts.get(0);
        } else {
            merged = merged(parts);
        }
    }

    private CellTable merged(List<Slice> parts) {
        CellTable merged = new CellTable();
        for (Slice part : parts) {
            part.cells.forEach((key, cell) -> merged.put(key, plus(merged.get(key), cell)));
        }
        return merged;
    }

    @Override
    public int places() {
        return merged.end();
    }

    @Override
    public void forEach(int from, int to, CellTable.Visitor visitor) {
        merged.forEach(from, to, visitor);
    }

    @Override
    public @Nullable Slice only() {
        return only;
    }

    @Override
    public void done() {
        merged.forEach((key, cell) -> aggregation.release(cell));
        merged = NONE;
        only = null;
    }

    @Override
    public void visit(int key, long start, long end, CellTable.Visitor visitor) {
        int cell = leftFold(slices.within(start, end), key, aggregation);
        if (cell != Aggregation.NO_CELL) {
            visitor.visit(key, cell);
            aggregation.release(cell);
        }
    }

    @Override
    public void changed(int key, Slice slice) {
        // Nothing is kept between windows.
    }

    @Override
    public void clear() {
        // Nothing is kept between windows.
    }

    /** A new cell, for the caller to release: the cells of {@code key} in {@code parts}, the first merged with the second, that with the third; no cell if there are none. */
    static int leftFold(List<Slice> parts, int key, Aggregation<?> aggregation) {
        int merged = Aggregation.NO_CELL;
        for (Slice part : parts) {
            int cell = part.cells.get(key);
            if (cell != Aggregation.NO_CELL) {
                if (merged == Aggregation.NO_CELL) {
                    merged = aggregation.create();
                }
                aggregation.merge(merged, cell);
            }
        }
        return merged;
    }

    private int plus(int merged, int cell) {
        int into = merged == Aggregation.NO_CELL ? aggregation.create() : merged;
        aggregation.merge(into, cell);
        return into;
    }
}
