// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds a table from old leaves and single entries, both in ascending order. */
final class TableBuilder {
    /** A leaf with fewer entries takes in its neighbour, so that deleting does not leave crumbs. */
    private static final int MIN = 32;

    private static final int MAX = 128;

    private final List<Leaf> leaves;
    /** Entries that are in no leaf yet. */
    private final byte[][] keys = new byte[2 * MAX][];

    private final byte[][] values = new byte[2 * MAX][];
    private int pending;

    TableBuilder(int leaves) {
        this.leaves = new ArrayList<>(leaves + 8);
    }

    /** Adds the leaves {@code [from, end)}, as they are where they can be. */
    void addLeaves(Leaf[] old, int from, int end) {
        int next = from;
        while (next < end && pending > 0 && pending < MIN) {
            addEntries(old[next], 0, old[next].size());
            next++;
        }
        if (next < end) {
            flush();
            leaves.addAll(Arrays.asList(old).subList(next, end));
        }
    }

    /** Adds the entries {@code [from, end)} of {@code leaf}. */
    void addEntries(Leaf leaf, int from, int end) {
        for (int i = from; i < end; i++) {
            add(leaf.key(i), leaf.value(i));
        }
    }

    /** Adds the entries of {@code leaf} as {@code changes} in {@code [from, end)} change them. */
    void addMerged(Leaf leaf, Leaf changes, int from, int end) {
        int old = 0;
        for (int i = from; i < end; i++) {
            int index = leaf.find(changes.key(i));
            int until = index >= 0 ? index : -(index + 1);
            addEntries(leaf, old, until);
            addChanges(changes, i, i + 1);
            old = index >= 0 ? until + 1 : until;
        }
        addEntries(leaf, old, leaf.size());
    }

    /** Adds what the changes in {@code [from, end)} put. */
    void addChanges(Leaf changes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (changes.value(i) != Draft.DELETED) {
                add(changes.key(i), changes.value(i));
            }
        }
    }

    Table build() {
        flush();
        return leaves.isEmpty() ? Table.EMPTY : new Table(leaves.toArray(new Leaf[0]));
    }

    private void add(byte[] key, byte[] value) {
        if (pending == keys.length) {
            // One leaf of the two that are full: the rest may yet be joined by too few entries for a leaf of their own.
            emit(0, MAX);
            System.arraycopy(keys, MAX, keys, 0, MAX);
            System.arraycopy(values, MAX, values, 0, MAX);
            pending = MAX;
        }
        keys[pending] = key;
        values[pending] = value;
        pending++;
    }

    private void flush() {
        if (pending > MAX) {
            emit(0, pending / 2);
            emit(pending / 2, pending);
        } else if (pending > 0) {
            emit(0, pending);
        }
        pending = 0;
    }

    private void emit(int from, int end) {
        leaves.add(new Leaf(Arrays.copyOfRange(keys, from, end), Arrays.copyOfRange(values, from, end)));
    }
}
