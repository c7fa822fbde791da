// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.KeyRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sends the changes of a batch to {@code state_entry}, on a connection whose transaction it leaves open: some at a time, for all at once would be in memory twice. */
final class EntryWriter {
    private static final int MAX_ROWS = 4000;
    private static final long MAX_BYTES = 4 << 20;

    private final Connection connection;
    private final EntryRows rows;

    EntryWriter(Connection connection, EntryRows rows) {
        this.connection = connection;
        this.rows = rows;
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
            for (int from = 0; from < of.deletes().size(); from += MAX_ROWS) {
                rows.delete(id, part(of.deletes(), from));
            }
            for (int from = 0; hasParts && from < of.puts().size(); from += MAX_ROWS) {
                // The new value of a key may be shorter, and then only its part 0 would replace the old one's.
                rows.deleteParts(
                        id, part(of.puts(), from).stream().map(put -> put.key).toList());
            }
            put(id, of.puts());
        }
    }

    private static <T> List<T> part(List<T> all, int from) {
        return all.subList(from, Math.min(all.size(), from + MAX_ROWS));
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

    private void put(int store, List<Changes.Put> puts) throws SQLException {
        List<EntryRow> some = new ArrayList<>();
        long bytes = 0;
        for (Changes.Put put : puts) {
            int parts = Rows.parts(put.value.length);
            for (int part = 0; part < parts; part++) {
                EntryRow row = new EntryRow(store, put.key, put.value, part);
                some.add(row);
                bytes += row.bytes();
                if (some.size() == MAX_ROWS || bytes >= MAX_BYTES) {
                    rows.put(store, some);
                    some.clear();
                    bytes = 0;
                }
            }
        }
        if (!some.isEmpty()) {
            rows.put(store, some);
        }
    }
}
