// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCapabilities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A batch, folded into what can be sent in a few long statements: for each store ranges to delete, then keys to delete and keys to put.
 *
 * <p>A later change of a key replaces the earlier one. A range takes away what was put or deleted in it before, and what is put into it later is not in its way, so that all ranges can go
 * first. Keys are in order, which is how the index likes them, and no statement meets one key twice, which PostgreSQL would refuse.
 */
final class Changes implements StateBatch.Visitor {
    private final StateCapabilities limits;
    private final Map<String, OfStore> stores = new TreeMap<>();

    Changes(StateCapabilities limits) {
        this.limits = limits;
    }

    @Override
    public void put(String store, byte[] key, byte[] value) {
        limits.checkKey(key);
        OfStore changes = of(store);
        changes.deletes.remove(key);
        changes.puts.put(key, value);
    }

    @Override
    public void delete(String store, byte[] key) {
        limits.checkKey(key);
        OfStore changes = of(store);
        changes.puts.remove(key);
        changes.deletes.add(key);
    }

    @Override
    public void deleteRange(String store, KeyRange range) {
        limits.checkRange(range);
        if (range.isEmpty()) {
            return;
        }
        OfStore changes = of(store);
        byte[] to = range.to();
        if (to == null) {
            changes.puts.tailMap(range.from(), true).clear();
            changes.deletes.tailSet(range.from(), true).clear();
        } else {
            changes.puts.subMap(range.from(), true, to, false).clear();
            changes.deletes.subSet(range.from(), true, to, false).clear();
        }
        changes.ranges.add(range);
    }

    /** What changes, by store. */
    Map<String, OfStore> stores() {
        return stores;
    }

    /** The stores that something is put into. */
    List<String> filledStores() {
        return stores.entrySet().stream()
                .filter(store -> !store.getValue().puts.isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether a value needs more rows than one. */
    boolean hasParts() {
        return stores.values().stream()
                .flatMap(store -> store.puts.values().stream())
                .anyMatch(value -> Rows.parts(value.length) > 1);
    }

    private OfStore of(String store) {
        return stores.computeIfAbsent(
                store,
                name -> new OfStore(
                        new ArrayList<>(),
                        new TreeSet<>(Arrays::compareUnsigned),
                        new TreeMap<>(Arrays::compareUnsigned)));
    }

    /**
     * The changes of one store, in the order in which they are made.
     *
     * @param ranges to delete first
     * @param deletes keys to delete
     * @param puts keys to put
     */
    record OfStore(List<KeyRange> ranges, NavigableSet<byte[]> deletes, NavigableMap<byte[], byte[]> puts) {}
}
