// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.window.AlignedWindows;
import java.util.Arrays;

/** A stretch of time {@code [start, end)} that no window edge divides, and what each key accumulated in it. */
final class Slice {
    final long start;
    final long end;

    /** The end of the first window that holds the slice, or {@link AlignedWindows#NO_END}: while it is ahead of the watermark, no window of the slice is complete. */
    final long firstEnd;

    /** The end of the last window that holds the slice. */
    final long lastEnd;

    final CellTable cells = new CellTable();

    /** The keys in the order in which they got their cells. It is that of the cells in memory, more or less, and of what hangs on them: so it is the one to visit them in. */
    private int[] arrivals = new int[16];

    private int arrived;

    /** Whether it may have taken elements since the last checkpoint. */
    boolean mayHaveChanged;

    /** Whether keys may have cells in the warm tier that are not here. */
    boolean isSpilled;

    private Slice(long start, long end, long firstEnd, long lastEnd) {
        this.start = start;
        this.end = end;
        this.firstEnd = firstEnd;
        this.lastEnd = lastEnd;
    }

    /** The slice of {@code windows} that holds {@code timestamp}. */
    static Slice at(AlignedWindows windows, long timestamp) {
        long start = windows.sliceStart(timestamp);
        long firstEnd = windows.nextEnd(start, Long.MIN_VALUE);
        return new Slice(start, windows.sliceEnd(timestamp), firstEnd, lastEnd(windows, start, firstEnd));
    }

    /** A slice that holds nothing. */
    static Slice none() {
        return new Slice(Long.MAX_VALUE, Long.MAX_VALUE, AlignedWindows.NO_END, AlignedWindows.NO_END);
    }

    /** Gives a key its cell. */
    void put(int key, int cell) {
        cells.put(key, cell);
        if (isSpilled) {
            // Cells come and go; whoever fires goes through the warm tier.
            return;
        }
        if (arrived == arrivals.length) {
            arrivals = Arrays.copyOf(arrivals, arrived * 2);
        }
        arrivals[arrived++] = key;
    }

    /** How many keys have got a cell. */
    int arrived() {
        return arrived;
    }

    /** The {@code i}-th of them, as long as none had its cell taken away. */
    int arrived(int i) {
        return arrivals[i];
    }

    /** Takes the cell of a key away. */
    void remove(int key) {
        cells.put(key, Aggregation.NO_CELL);
    }

    boolean holds(long timestamp) {
        return timestamp >= start && timestamp < end;
    }

    private static long lastEnd(AlignedWindows windows, long start, long firstEnd) {
        long last = firstEnd;
        for (long end = firstEnd; end != AlignedWindows.NO_END; end = windows.nextEnd(start, end)) {
            last = end;
        }
        return last;
    }
}
