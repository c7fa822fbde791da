// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** One statement run for many rows, some of them at a time: a round trip for each would be slow, all of them at once would be in memory twice. */
final class Batch implements AutoCloseable {
    private static final int MAX_ROWS = 1000;
    private static final long MAX_BYTES = 4 << 20;

    private final PreparedStatement statement;
    private int rows;
    private long bytes;

    Batch(Connection connection, String sql) throws SQLException {
        statement = connection.prepareStatement(sql);
    }

    /** To set the parameters of the next row. */
    PreparedStatement row() {
        return statement;
    }

    /** The parameters are set, and hold so many bytes. */
    void add(long size) throws SQLException {
        statement.addBatch();
        rows++;
        bytes += size;
        if (rows == MAX_ROWS || bytes >= MAX_BYTES) {
            flush();
        }
    }

    /** Runs it for the rows that were added. */
    void flush() throws SQLException {
        if (rows > 0) {
            statement.executeBatch();
        }
        rows = 0;
        bytes = 0;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
