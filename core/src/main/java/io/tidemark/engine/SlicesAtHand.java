// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Slices that took elements lately, and none of whose windows is complete: the one that came last, and a ring of those around it, so that elements find theirs however they alternate.
 *
 * <p>A slice's place in the ring is how many times the shortest slice lies between its start and the first one's. A slice that is longer has several places, and one that is pushed out by another, {@link #PLACES}
 * further on, is found the long way.
 */
final class SlicesAtHand {
    /** A power of two. */
    private static final int PLACES = 64;

    /** A multiple of {@link #PLACES} that keeps positive what is truncated. */
    private static final double FAR_BEHIND = 1 << 20;

    /** Well inside of a millisecond: so rounding never takes an edge to the neighbour's place. */
    private static final double HALF = 0.5;

    private final Slice none = Slice.none();
    private final Slice[] ring = new Slice[PLACES];
    private Slice current = none;
    private long origin;
    private long width = Long.MAX_VALUE;
    private double perWidth;

    SlicesAtHand() {
        Arrays.fill(ring, none);
    }

    /** Whether elements may be found to be in {@code slice}. */
    boolean contains(Slice slice) {
        if (slice == current) {
            return true;
        }
        for (Slice kept : ring) {
            if (kept == slice) {
                return true;
            }
        }
        return false;
    }

    /** Has {@code slice}, none of whose windows is complete, at hand. */
    void keep(Slice slice) {
        long length = slice.end - slice.start;
        if (length > 0 && length < width) {
            Arrays.fill(ring, none);
            origin = slice.start;
            width = length;
            perWidth = 1.0 / length;
        }
        current = slice;
        long start = slice.start;
        for (int i = 0; i < PLACES && start < slice.end; i++) {
            ring[place(start)] = slice;
            start += width;
        }
    }

    /** Lets go of slices with a window that is complete at {@code watermark}. */
    void advanceWatermark(long watermark) {
        if (current.firstEnd <= watermark) {
            current = none;
        }
        for (int i = 0; i < PLACES; i++) {
            if (ring[i].firstEnd <= watermark) {
                ring[i] = none;
            }
        }
    }

    /** The slice at hand that holds {@code timestamp}, or null. */
    @Nullable
    Slice find(long timestamp) {
        if (current.holds(timestamp)) {
            return current;
        }
        Slice slice = ring[place(timestamp)];
        return slice.holds(timestamp) ? slice : null;
    }

    private int place(long timestamp) {
        return place(timestamp, origin, perWidth);
    }

    /** By a multiplication, since it is several times as fast as a division. */
    private static int place(long timestamp, long origin, double perWidth) {
        return (int) ((timestamp - origin + HALF) * perWidth + FAR_BEHIND) & (PLACES - 1);
    }

    /**
     * Finds the cells of rows from the {@code from}-th on; returns which is the first that is not in a slice at hand, or has no cell there yet. Whatever is rare is left to the caller: a loop that calls
     * nothing keeps what it needs in registers.
     */
    int findCells(long[] timestamps, KeyedRows rows, int[] found, int from, int to) {
        int[] places = rows.rows();
        int[] keys = rows.keys();
        Slice first = current;
        Slice[] others = ring;
        long base = origin;
        double scale = perWidth;
        for (int i = from; i < to; i++) {
            long timestamp = timestamps[places[i]];
            Slice slice = first.holds(timestamp) ? first : others[place(timestamp, base, scale)];
            int cell = slice.holds(timestamp) ? slice.cells.get(keys[i]) : Aggregation.NO_CELL;
            if (cell == Aggregation.NO_CELL) {
                return i;
            }
            found[i] = cell;
        }
        return to;
    }
}
