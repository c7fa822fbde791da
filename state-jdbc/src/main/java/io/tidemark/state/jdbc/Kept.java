// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A connection of a {@link Pool} that is kept over several calls, all of them in one transaction, so that all see one version. */
final class Kept {
    private final Pool pool;
    private final Connection connection;
    private final AtomicBoolean released = new AtomicBoolean();

    Kept(Pool pool, Connection connection) {
        this.pool = pool;
        this.connection = connection;
    }

    <T> T call(Pool.Call<T> call) throws SQLException, IOException {
        try {
            return call.on(connection);
        } catch (SQLException | RuntimeException e) {
            pool.failed(connection, e);
            throw e;
        }
    }

    /** Ends the transaction and gives the connection back, once. */
    void close() throws SQLException {
        if (released.compareAndSet(false, true)) {
            pool.release(connection);
        }
    }
}
