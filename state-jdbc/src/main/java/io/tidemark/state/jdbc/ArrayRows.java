// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** One statement for many rows, whose columns are arrays: a server understands and plans it once, and it is the same however many rows there are. */
final class ArrayRows implements EntryRows {
    private static final String DELETE = "DELETE FROM state_entry WHERE store = ? AND entry_key = ANY (?)";

    private static final String PUT = "INSERT INTO state_entry (store, entry_key, part, size, checksum, content)"
            + " SELECT ?, entry_key, part, size, checksum, content"
            + " FROM unnest(?, ?, ?, ?, ?) AS rows (entry_key, part, size, checksum, content)"
            + " ON CONFLICT (store, entry_key, part) DO UPDATE"
            + " SET size = EXCLUDED.size, checksum = EXCLUDED.checksum, content = EXCLUDED.content";

    private static final String BYTES = "bytea";
    private static final String INTEGER = "int4";

    private final Connection connection;

    ArrayRows(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void delete(int store, List<byte[]> keys) throws SQLException {
        run(DELETE, store, array(BYTES, keys.toArray(byte[][]::new)));
    }

    @Override
    public void deleteParts(int store, List<byte[]> keys) throws SQLException {
        run(DELETE + " AND part > 0", store, array(BYTES, keys.toArray(byte[][]::new)));
    }

    @Override
    public void put(int store, List<EntryRow> rows) throws SQLException {
        byte[][] keys = new byte[rows.size()][];
        byte[][] contents = new byte[rows.size()][];
        Integer[] parts = new Integer[rows.size()];
        Integer[] sizes = new Integer[rows.size()];
        Integer[] checksums = new Integer[rows.size()];
        for (int i = 0; i < keys.length; i++) {
            EntryRow row = rows.get(i);
            keys[i] = row.key;
            parts[i] = row.part;
            sizes[i] = row.size;
            checksums[i] = row.checksum;
            contents[i] = row.content;
        }
        run(
                PUT,
                store,
                array(BYTES, keys),
                array(INTEGER, parts),
                array(INTEGER, sizes),
                array(INTEGER, checksums),
                array(BYTES, contents));
    }

    private void run(String sql, int store, Array... columns) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, store);
            for (int i = 0; i < columns.length; i++) {
                statement.setArray(i + 2, columns[i]);
            }
            statement.executeUpdate();
        }
    }

    private Array array(String type, Object[] elements) throws SQLException {
        return connection.createArrayOf(type, elements);
    }
}
