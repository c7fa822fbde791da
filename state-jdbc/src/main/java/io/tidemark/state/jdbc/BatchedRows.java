// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One statement for each row, many of them in one call: the fastest way of a database in this process. */
final class BatchedRows implements EntryRows {
    private final Connection connection;
    private final String put;

    /** {@code put} is the SQL that puts a row. */
    BatchedRows(Connection connection, String put) {
        this.connection = connection;
        this.put = put;
    }

    @Override
    public void delete(int store, List<byte[]> keys) throws SQLException {
        forEach(Sql.DELETE, store, keys);
    }

    @Override
    public void deleteParts(int store, List<byte[]> keys) throws SQLException {
        forEach(Sql.DELETE_PARTS, store, keys);
    }

    @Override
    public void put(int store, List<EntryRow> rows) throws SQLException {
        try (Batch batch = new Batch(connection, put)) {
            for (EntryRow row : rows) {
                batch.row().setInt(1, store);
                batch.row().setBytes(2, row.key);
                batch.row().setInt(3, row.part);
                batch.row().setInt(4, row.size);
                batch.row().setInt(5, row.checksum);
                batch.row().setBytes(6, row.content);
                batch.add(row.bytes());
            }
            batch.flush();
        }
    }

    private void forEach(String sql, int store, List<byte[]> keys) throws SQLException {
        try (Batch batch = new Batch(connection, sql)) {
            for (byte[] key : keys) {
                batch.row().setInt(1, store);
                batch.row().setBytes(2, key);
                batch.add(key.length);
            }
            batch.flush();
        }
    }
}
