// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.memory;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateCursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Walks over the table that was the newest when it was made. */
final class MemoryStateCursor implements StateCursor {
    private final MemoryStateStore store;
    private final KeyRange range;
    /** Null when closed, so that a forgotten cursor does not keep an old version. */
    private @Nullable Table table;

    private int leaf;
    private int index;
    private boolean onEntry;

    MemoryStateCursor(MemoryStateStore store, Table table, KeyRange range) {
        this.store = store;
        this.table = table;
        this.range = range;
        leaf = table.leafOf(range.from());
        index = (table.leaves() == 0 ? 0 : table.leaf(leaf).ceiling(range.from())) - 1;
    }

    @Override
    public boolean next() {
        Table open = open();
        if (leaf < open.leaves() && ++index == open.leaf(leaf).size()) {
            leaf++;
            index = 0;
        }
        onEntry = leaf < open.leaves() && isBelowEnd(open.leaf(leaf).key(index));
        if (!onEntry) {
            leaf = open.leaves();
        }
        return onEntry;
    }

    @Override
    public byte[] key() {
        return entry().key(index).clone();
    }

    @Override
    public byte[] value() {
        return entry().value(index).clone();
    }

    @Override
    public void close() {
        table = null;
    }

    private boolean isBelowEnd(byte[] key) {
        byte[] to = range.to();
        return to == null || Arrays.compareUnsigned(key, to) < 0;
    }

    private Leaf entry() {
        Table open = open();
        if (!onEntry) {
            throw new IllegalStateException("the cursor on '" + store.name() + "' stands on no entry");
        }
        return open.leaf(leaf);
    }

    private Table open() {
        store.backend().requireOpen();
        Table open = table;
        if (open == null) {
            throw new IllegalStateException("the cursor on '" + store.name() + "' is closed");
        }
        return open;
    }
}
