// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.memory;

import io.tidemark.state.KeyRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable sorted map of bytes. */
final class Table {
    /*
     * A list of leaves of some 100 entries each: a B-tree of two levels. A changed copy shares every leaf that nothing changed in, so it costs the leaves that
     * were touched and one array of references, a hundredth of the entries. Two levels are enough: at 10 million entries that array has 400 KB, copied once a checkpoint.
     */
    static final Table EMPTY = new Table(new Leaf[0]);

    private final Leaf[] leaves;

    /** Of leaves that are not empty, in order; it owns the array. */
    Table(Leaf[] leaves) {
        this.leaves = leaves;
    }

    /** How many leaves. */
    int leaves() {
        return leaves.length;
    }

    /** A leaf, from 0. */
    Leaf leaf(int index) {
        return leaves[index];
    }

    /** The leaf in which {@code key} is, if it is anywhere: the last one that does not begin above it, else the first. */
    int leafOf(byte[] key) {
        int low = 0;
        int high = leaves.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(leaves[middle].key(0), key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.max(0, low - 1);
    }

    /** The value of {@code key}; not a copy. */
    byte @Nullable [] get(byte[] key) {
        if (leaves.length == 0) {
            return null;
        }
        Leaf leaf = leaves[leafOf(key)];
        int index = leaf.find(key);
        return index < 0 ? null : leaf.value(index);
    }

    /** This table with the entries of {@code changes}; those whose value is {@link Draft#DELETED} are removed. */
    Table with(Leaf changes) {
        TableBuilder builder = new TableBuilder(leaves.length);
        int next = 0;
        int done = 0;
        while (next < changes.size() && done < leaves.length) {
            int leaf = leafOf(changes.key(next));
            builder.addLeaves(leaves, done, leaf);
            boolean last = leaf + 1 == leaves.length;
            int end = last ? changes.size() : changes.ceiling(leaves[leaf + 1].key(0));
            builder.addMerged(leaves[leaf], changes, next, end);
            next = end;
            done = leaf + 1;
        }
        builder.addLeaves(leaves, done, leaves.length);
        builder.addChanges(changes, next, changes.size());
        return builder.build();
    }

    /** This table without the keys of {@code range}. */
    Table without(KeyRange range) {
        if (range.isEmpty() || leaves.length == 0) {
            return this;
        }
        byte[] to = range.to();
        int first = leafOf(range.from());
        int last = to == null ? leaves.length - 1 : leafOf(to);
        TableBuilder builder = new TableBuilder(leaves.length);
        builder.addLeaves(leaves, 0, first);
        builder.addEntries(leaves[first], 0, leaves[first].ceiling(range.from()));
        if (to != null) {
            builder.addEntries(leaves[last], leaves[last].ceiling(to), leaves[last].size());
        }
        builder.addLeaves(leaves, last + 1, leaves.length);
        return builder.build();
    }
}
