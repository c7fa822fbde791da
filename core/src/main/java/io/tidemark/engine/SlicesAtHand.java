// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import org.jspecify.annotations.Nullable;

/** The slices that took elements last, and none of whose windows is complete. Two, because around the edge of a slice elements alternate between it and the next. */
final class SlicesAtHand {
    private final Slice none = Slice.none();
    private Slice current = none;
    private Slice previous = none;

    boolean contains(Slice slice) {
        return slice == current || slice == previous;
    }

    /** Has {@code slice}, none of whose windows is complete, at hand. */
    void keep(Slice slice) {
        if (!contains(slice)) {
            previous = current;
            current = slice;
        }
    }

    /** Lets go of slices with a window that is complete at {@code watermark}. */
    void advanceWatermark(long watermark) {
        if (current.firstEnd <= watermark) {
            current = none;
        }
        if (previous.firstEnd <= watermark) {
            previous = none;
        }
    }

    /** The slice at hand that holds {@code timestamp}, or null. */
    @Nullable
    Slice find(long timestamp) {
        if (current.holds(timestamp)) {
            return current;
        }
        return previous.holds(timestamp) ? previous : null;
    }

    /**
     * Finds the cells of rows from the {@code from}-th on; returns which is the first that is not in a slice at hand, or has no cell there yet. Whatever is rare is left to the caller: a loop that calls
     * nothing keeps what it needs in registers.
     */
    int findCells(long[] timestamps, KeyedRows rows, int[] found, int from, int to) {
        int[] places = rows.rows();
        int[] keys = rows.keys();
        Slice first = current;
        Slice second = previous;
        for (int i = from; i < to; i++) {
            long timestamp = timestamps[places[i]];
            Slice slice = first.holds(timestamp) ? first : second;
            int cell = slice.holds(timestamp) ? slice.cells.get(keys[i]) : Aggregation.NO_CELL;
            if (cell == Aggregation.NO_CELL) {
                return i;
            }
            found[i] = cell;
        }
        return to;
    }
}
