// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.KeyRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;

/** Sends the changes of a batch to {@code state_entry}, on a connection whose transaction it leaves open. */
final class EntryWriter {
    private final Connection connection;
    private final String putEntry;

    EntryWriter(Connection connection, String putEntry) {
        this.connection = connection;
        this.putEntry = putEntry;
    }

    /**
     * Makes the changes.
     *
     * @param ids of the stores that there are; nothing is to be deleted from others
     * @param hasParts whether a value that is there may have more rows than one
     */
    void write(Changes changes, Map<String, Integer> ids, boolean hasParts) throws SQLException {
        for (Map.Entry<String, Changes.OfStore> store : changes.stores().entrySet()) {
            Integer id = ids.get(store.getKey());
            if (id == null) {
                continue;
            }
            Changes.OfStore of = store.getValue();
            deleteRanges(id, of.ranges());
            deleteKeys(Sql.DELETE, id, of.deletes());
            if (hasParts) {
                // The new value of a key may be shorter, and then only its part 0 would replace the old one's.
                deleteKeys(Sql.DELETE_PARTS, id, of.puts().navigableKeySet());
            }
            put(id, of.puts());
        }
    }

    private void deleteRanges(int store, List<KeyRange> ranges) throws SQLException {
        try (Batch bounded = new Batch(connection, Sql.DELETE_RANGE);
                Batch unbounded = new Batch(connection, Sql.DELETE_FROM)) {
            for (KeyRange range : ranges) {
                byte[] to = range.to();
                Batch batch = to == null ? unbounded : bounded;
                batch.row().setInt(1, store);
                batch.row().setBytes(2, range.from());
                if (to != null) {
                    batch.row().setBytes(3, to);
                }
                batch.add(range.from().length);
            }
            bounded.flush();
            unbounded.flush();
        }
    }

    private void deleteKeys(String sql, int store, NavigableSet<byte[]> keys) throws SQLException {
        try (Batch batch = new Batch(connection, sql)) {
            for (byte[] key : keys) {
                batch.row().setInt(1, store);
                batch.row().setBytes(2, key);
                batch.add(key.length);
            }
            batch.flush();
        }
    }

    private void put(int store, NavigableMap<byte[], byte[]> puts) throws SQLException {
        try (Batch batch = new Batch(connection, putEntry)) {
            for (Map.Entry<byte[], byte[]> put : puts.entrySet()) {
                put(batch, store, put.getKey(), put.getValue());
            }
            batch.flush();
        }
    }

    private static void put(Batch batch, int store, byte[] key, byte[] value) throws SQLException {
        int parts = Rows.parts(value.length);
        for (int part = 0; part < parts; part++) {
            byte[] content = Rows.part(value, part);
            PreparedStatement row = batch.row();
            row.setInt(1, store);
            row.setBytes(2, key);
            row.setInt(3, part);
            row.setInt(4, value.length);
            row.setInt(5, Rows.checksum(store, key, part, value.length, content));
            row.setBytes(6, content);
            batch.add(key.length + content.length);
        }
    }
}
