// SPDX-License-Identifier: Apache-2.0
package com.example.logbook;

import io.tidemark.state.ordered.OrderedWalk;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;

/** Walks over entries that nobody changes. */
final class Walk implements OrderedWalk {
    private final Iterator<Map.Entry<byte[], byte[]>> entries;
    private Map.Entry<byte[], byte[]> entry = Map.entry(new byte[0], new byte[0]);

    Walk(SortedMap<byte[], byte[]> entries) {
        this.entries = entries.entrySet().iterator();
    }

    @Override
    public boolean next() {
        boolean hasNext = entries.hasNext();
        if (hasNext) {
            entry = entries.next();
        }
        return hasNext;
    }

    @Override
    public byte[] key() {
        return entry.getKey();
    }

    @Override
    public byte[] value() {
        return entry.getValue().clone();
    }

    @Override
    public void close() {
        // It holds nothing but memory.
    }
}
