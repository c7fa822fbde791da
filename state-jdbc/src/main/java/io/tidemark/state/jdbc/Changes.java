// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCapabilities;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A batch in its normal order, by store: what can be sent in a few long statements, none of which meets one key twice, as PostgreSQL would refuse. */
final class Changes implements StateBatch.Visitor {
    private final StateCapabilities limits;
    private final Map<String, OfStore> stores = new TreeMap<>();

    private Changes(StateCapabilities limits) {
        this.limits = limits;
    }

    /** Of {@code batch}, which is normalized. */
    static Changes of(StateBatch batch, StateCapabilities limits) throws IOException {
        Changes changes = new Changes(limits);
        batch.normalize();
        batch.forEach(changes);
        return changes;
    }

    @Override
    public void put(String store, byte[] key, byte[] value) {
        limits.checkKey(key);
        of(store).puts.add(new Put(key, value));
    }

    @Override
    public void delete(String store, byte[] key) {
        limits.checkKey(key);
        of(store).deletes.add(key);
    }

    @Override
    public void deleteRange(String store, KeyRange range) {
        limits.checkRange(range);
        of(store).ranges.add(range);
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
                .flatMap(store -> store.puts.stream())
                .anyMatch(put -> Rows.parts(put.value.length) > 1);
    }

    private OfStore of(String store) {
        return stores.computeIfAbsent(
                store, name -> new OfStore(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }

    /**
     * The changes of one store, in the order in which they are made.
     *
     * @param ranges to delete first
     * @param deletes keys to delete, in order
     * @param puts in the order of their keys
     */
    record OfStore(List<KeyRange> ranges, List<byte[]> deletes, List<Put> puts) {}

    /** A key and its value; not a record, whose equality would not be that of the bytes. */
    static final class Put {
        final byte[] key;
        final byte[] value;

        Put(byte[] key, byte[] value) {
            this.key = key;
            this.value = value;
        }
    }
}
