// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Windows by due time, the earliest first: a binary heap in two arrays. Those of one due time come in any order. */
final class DueHeap {
    private static final int FIRST_CAPACITY = 64;

    private long[] dues = new long[FIRST_CAPACITY];
    private @Nullable WindowState[] states = new @Nullable WindowState[FIRST_CAPACITY];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** The due time of the first; there must be one. */
    long firstDue() {
        return dues[0];
    }

    void add(long due, WindowState state) {
        if (size == dues.length) {
            dues = Arrays.copyOf(dues, 2 * size);
            states = Arrays.copyOf(states, 2 * size);
        }
        siftUp(size++, due, state);
    }

    /** Takes out the first; there must be one. */
    WindowState removeFirst() {
        WindowState first = at(0);
        size--;
        long due = dues[size];
        WindowState state = at(size);
        states[size] = null;
        if (size > 0) {
            siftDown(0, due, state);
        }
        return first;
    }

    /** Forgets windows that are gone. */
    void removeGone() {
        int kept = 0;
        int all = size;
        size = 0;
        for (int i = 0; i < all; i++) {
            WindowState state = at(i);
            states[i] = null;
            if (!state.gone) {
                // Never beyond those that were looked at.
                siftUp(kept, dues[i], state);
                kept++;
            }
        }
        size = kept;
    }

    private void siftUp(int from, long due, WindowState state) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (dues[parent] <= due) {
                break;
            }
            dues[place] = dues[parent];
            states[place] = states[parent];
            place = parent;
        }
        dues[place] = due;
        states[place] = state;
    }

    private void siftDown(int from, long due, WindowState state) {
        int place = from;
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && dues[child + 1] < dues[child]) {
                child++;
            }
            if (due <= dues[child]) {
                break;
            }
            dues[place] = dues[child];
            states[place] = states[child];
            place = child;
        }
        dues[place] = due;
        states[place] = state;
    }

    @SuppressWarnings("NullAway") // Below the size there is one everywhere.
    private WindowState at(int place) {
        return states[place];
    }
}
