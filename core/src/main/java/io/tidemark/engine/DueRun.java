// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The windows of one bucket of {@link DueIndex}, by due time: sorted once, which costs less than a heap. Those of one due time come in any order. */
final class DueRun {
    /** How far after the first due time that there may be one is due, above, and its place, below. */
    private long[] order = new long[64];

    private @Nullable WindowState[] states = new @Nullable WindowState[64];
    private long start;
    private int next;
    private int size;

    boolean isEmpty() {
        return next == size;
    }

    /** The due time of the first; there must be one. */
    long firstDue() {
        return start + (order[next] >>> Integer.SIZE);
    }

    /** Takes out the first; there must be one. */
    WindowState removeFirst() {
        int place = (int) order[next++];
        WindowState first = at(place);
        states[place] = null;
        return first;
    }

    /**
     * Begins anew, when all are taken out.
     *
     * @param start none is due before this, or 2<sup>31</sup> ms after it
     */
    void begin(long start) {
        this.start = start;
        next = 0;
        size = 0;
    }

    /** Adds one, before {@link #sort}. */
    void add(long due, WindowState state) {
        if (size == states.length) {
            order = Arrays.copyOf(order, 2 * size);
            states = Arrays.copyOf(states, 2 * size);
        }
        order[size] = ((due - start) << Integer.SIZE) | size;
        states[size] = state;
        size++;
    }

    /** All were added. */
    void sort() {
        Arrays.sort(order, 0, size);
    }

    /** Forgets windows that are gone. */
    void removeGone() {
        int kept = next;
        for (int i = next; i < size; i++) {
            int place = (int) order[i];
            if (at(place).gone) {
                states[place] = null;
            } else {
                order[kept++] = order[i];
            }
        }
        size = kept;
    }

    @SuppressWarnings("NullAway") // Where the order points to there is one.
    private WindowState at(int place) {
        return states[place];
    }
}
