// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.window.AlignedWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The live slices of a view, by rising time. */
final class Slices {
    private final AlignedWindows windows;
    private final List<Slice> slices = new ArrayList<>();

    Slices(AlignedWindows windows) {
        this.windows = windows;
    }

    /** The live slice that holds {@code timestamp}, or null. */
    @Nullable
    Slice find(long timestamp) {
        int index = firstEndingAfter(timestamp);
        return index < slices.size() && slices.get(index).start <= timestamp ? slices.get(index) : null;
    }

    /** Adds a slice that is not there yet. */
    void add(Slice slice) {
        slices.add(firstEndingAfter(slice.start), slice);
    }

    /** The live slices inside {@code [start, end)}. */
    List<Slice> within(long start, long end) {
        int from = firstEndingAfter(start);
        int to = from;
        while (to < slices.size() && slices.get(to).start < end) {
            to++;
        }
        return slices.subList(from, to);
    }

    /** The smallest end after {@code after} of a window that holds a live slice, or {@link Operator#NEVER}. */
    long nextEnd(long after) {
        for (Slice slice : slices) {
            long end = slice.lastEnd > after ? windows.nextEnd(slice.start, after) : AlignedWindows.NO_END;
            if (end != AlignedWindows.NO_END) {
                return end;
            }
        }
        return Operator.NEVER;
    }

    /** The last end of the first slice, after which it is not needed; {@link Operator#NEVER} when there is none. */
    long firstLastEnd() {
        return slices.isEmpty() ? Operator.NEVER : slices.get(0).lastEnd;
    }

    /** The smallest last end of a slice that is after {@code after}, or {@link Operator#NEVER}. */
    long firstLastEndAfter(long after) {
        for (Slice slice : slices) {
            if (slice.lastEnd > after) {
                return slice.lastEnd;
            }
        }
        return Operator.NEVER;
    }

    /** Visits them, by start. */
    void forEach(Consumer<Slice> visitor) {
        slices.forEach(visitor);
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return slices.isEmpty();
    }

    /** Takes the first slice away. */
    Slice removeFirst() {
        return slices.remove(0);
    }

    private int firstEndingAfter(long timestamp) {
        int low = 0;
        int high = slices.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slices.get(middle).end > timestamp) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
