// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.KeyRange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some entries that follow each other in a store.
 *
 * @param entries in order
 * @param isLast whether no more follow in the range
 */
record Page(List<Entry> entries, boolean isLast) {
    static final Page EMPTY = new Page(List.of(), true);

    /** The first page of {@code range}. */
    static Page read(Connection connection, int store, KeyRange range) throws SQLException, IOException {
        return read(connection, store, range, range.from());
    }

    /** The page of {@code range} after this one. */
    Page next(Connection connection, int store, KeyRange range) throws SQLException, IOException {
        byte[] last = entries.get(entries.size() - 1).key;
        // The lowest key above it, one byte longer.
        return read(connection, store, range, Arrays.copyOf(last, last.length + 1));
    }

    /** Whether there is a value of which only the first part is here. */
    boolean hasParts() {
        return entries.stream().anyMatch(entry -> !entry.isWhole());
    }

    private static Page read(Connection connection, int store, KeyRange range, byte[] from)
            throws SQLException, IOException {
        byte[] to = range.to();
        try (PreparedStatement select = connection.prepareStatement(to == null ? Sql.SCAN_FROM : Sql.SCAN)) {
            select.setInt(1, store);
            select.setBytes(2, from);
            if (to != null) {
                select.setBytes(3, to);
            }
            try (ResultSet rows = select.executeQuery()) {
                return read(rows, store);
            }
        }
    }

    private static Page read(ResultSet rows, int store) throws SQLException, IOException {
        List<Entry> entries = new ArrayList<>();
        while (rows.next()) {
            byte[] key = rows.getBytes("entry_key");
            int size = rows.getInt("size");
            entries.add(new Entry(key, size, Rows.content(rows, store, key, 0, size)));
        }
        return new Page(entries, entries.size() < Sql.PAGE);
    }

    /** An entry: its key, the size of its value, and the value or its first part. */
    static final class Entry {
        private final byte[] key;
        private final int size;
        private final byte[] content;

        Entry(byte[] key, int size, byte[] content) {
            this.key = key;
            this.size = size;
            this.content = content;
        }

        byte[] key() {
            return key;
        }

        byte[] content() {
            return content;
        }

        boolean isWhole() {
            return content.length == size;
        }
    }
}
