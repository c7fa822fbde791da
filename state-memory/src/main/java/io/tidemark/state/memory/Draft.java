// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.memory;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCapabilities;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The next version while a batch is made into it. Nobody sees it before it is whole. */
final class Draft implements StateBatch.Visitor {
    /** Stands for "removed" among changes; compared by identity. */
    static final byte[] DELETED = new byte[0];

    private final Map<String, Table> tables;
    /** Changes that are not in the tables yet, by store, the last one of each key. */
    private final Map<String, TreeMap<byte[], byte[]>> changes = new HashMap<>();

    private final StateCapabilities capabilities;

    Draft(Map<String, Table> tables, StateCapabilities capabilities) {
        this.tables = new HashMap<>(tables);
        this.capabilities = capabilities;
    }

    @Override
    public void put(String store, byte[] key, byte[] value) {
        change(store, key, value.clone());
    }

    @Override
    public void delete(String store, byte[] key) {
        change(store, key, DELETED);
    }

    @Override
    public void deleteRange(String store, KeyRange range) {
        capabilities.checkRange(range);
        settle(store);
        tables.computeIfPresent(store, (name, table) -> table.without(range));
    }

    /** All tables with all changes. */
    Map<String, Table> tables() {
        changes.keySet().forEach(this::settle);
        tables.values().removeIf(table -> table == Table.EMPTY);
        return Map.copyOf(tables);
    }

    private void change(String store, byte[] key, byte[] value) {
        capabilities.checkKey(key);
        changes.computeIfAbsent(store, name -> new TreeMap<>(Arrays::compareUnsigned))
                .put(key.clone(), value);
    }

    private void settle(String store) {
        TreeMap<byte[], byte[]> of = changes.get(store);
        if (of != null && !of.isEmpty()) {
            byte[][] keys = of.keySet().toArray(new byte[0][]);
            byte[][] values = of.values().toArray(new byte[0][]);
            tables.put(store, tables.getOrDefault(store, Table.EMPTY).with(new Leaf(keys, values)));
            of.clear();
        }
    }
}
