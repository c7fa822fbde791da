// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges the slices of each window anew. Of a window with one slice, as tumbling and calendar windows are, it is the slice itself. */
final class DirectMerge implements WindowMerge {
    private final Slices slices;
    private final Aggregation<?> aggregation;

    DirectMerge(Slices slices, Aggregation<?> aggregation) {
        this.slices = slices;
        this.aggregation = aggregation;
    }

    @Override
    public void forEach(long start, long end, KeyTable.Visitor<Cell> visitor) {
        List<Slice> parts = slices.within(start, end);
        if (parts.size() == 1) {
            parts.get(0).cells.forEach(visitor);
            return;
        }
        KeyTable<Cell> merged = new KeyTable<>();
        for (Slice part : parts) {
            part.cells.forEach((key, cell) -> merged.put(key, plus(merged.get(key), cell)));
        }
        merged.forEach(visitor);
    }

    @Override
    public @Nullable Cell cell(int key, long start, long end) {
        return leftFold(slices.within(start, end), key, aggregation);
    }

    @Override
    public void changed(int key, Slice slice) {
        // Nothing is kept between windows.
    }

    /** The cells of {@code key} in {@code parts}, the first merged with the second, that with the third. */
    static @Nullable Cell leftFold(List<Slice> parts, int key, Aggregation<?> aggregation) {
        Cell merged = null;
        for (Slice part : parts) {
            Cell cell = part.cells.get(key);
            if (cell != null) {
                if (merged == null) {
                    merged = aggregation.createCell();
                }
                aggregation.merge(merged, cell);
            }
        }
        return merged;
    }

    private Cell plus(@Nullable Cell merged, Cell cell) {
        Cell into = merged == null ? aggregation.createCell() : merged;
        aggregation.merge(into, cell);
        return into;
    }
}
