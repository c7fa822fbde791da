// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Connections that are kept open. A call has one for as long as it takes; a cursor may keep one longer, and one fewer than there are may be kept: whoever holds a cursor and reads another
 * entry always gets there.
 */
final class Pool {
    private static final long SLICE_MILLIS = 500;

    private final Database database;
    private final HikariDataSource connections;
    private final Semaphore keepable;
    private final long patienceMillis;
    /** Those that someone has, for {@link #close}. */
    private final Set<Connection> taken = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /** Opens no connection yet; each begins with {@code sessionSql}. */
    Pool(Database database, String sessionSql, PoolSize size) {
        this.database = database;
        HikariConfig config = new HikariConfig();
        config.setPoolName("tidemark-" + database.kind());
        config.setDataSource(database.source());
        config.setConnectionInitSql(sessionSql);
        config.setMaximumPoolSize(size.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(SLICE_MILLIS);
        config.setInitializationFailTimeout(-1);
        connections = new HikariDataSource(config);
        keepable = new Semaphore(size.connections() - 1);
        patienceMillis = size.patience().toMillis();
    }

    /** Makes a call on a connection whose statements are transactions of their own. */
    <T> T call(Call<T> call) throws SQLException, IOException {
        Connection connection = take();
        try {
            return call.on(connection);
        } catch (SQLException | RuntimeException e) {
            failed(connection, e);
            throw e;
        } finally {
            giveBack(connection);
        }
    }

    /** A connection with an open transaction, to be given back with {@link Kept#close}. */
    Kept keep() throws SQLException, IOException {
        acquire();
        try {
            Connection connection = take();
            try {
                connection.setAutoCommit(false);
                return new Kept(this, connection);
            } catch (SQLException e) {
                giveBack(connection);
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            keepable.release();
            throw e;
        }
    }

    /** Takes a kept one back. */
    void release(Connection connection) throws SQLException {
        keepable.release();
        giveBack(connection);
    }

    /** After a failure of a call on {@code connection}: it, and those like it, are not used again if it is broken. */
    void failed(Connection connection, Exception error) {
        if (!closed
                && (!(error instanceof SQLException known)
                        || database.diagnose(known).breaksTheConnection())) {
            database.abandon(connection);
            connections.evictConnection(connection);
            connections.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** Closes every connection, also those that are in use: the calls that use them fail. */
    void close() throws SQLException {
        closed = true;
        try {
            for (Connection connection : taken) {
                database.cut(connection.unwrap(Connection.class));
            }
        } finally {
            connections.close();
        }
    }

    private Connection take() throws SQLException {
        Connection connection = connection();
        taken.add(connection);
        if (closed) {
            // It came too late for close() to see it.
            database.cut(connection.unwrap(Connection.class));
        }
        return connection;
    }

    /** Waits in slices: closing the pool wakes nobody who waits for a connection. */
    private Connection connection() throws SQLException {
        for (long waited = SLICE_MILLIS; ; waited += SLICE_MILLIS) {
            try {
                return connections.getConnection();
            } catch (SQLTransientConnectionException e) {
                if (closed || waited >= patienceMillis) {
                    throw e;
                }
            }
        }
    }

    /** What is not committed is rolled back. */
    private void giveBack(Connection connection) throws SQLException {
        taken.remove(connection);
        connection.close();
    }

    private void acquire() throws IOException {
        try {
            if (!keepable.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
                throw new IOException("as many cursors are open as pool_size allows, and none was closed for "
                        + patienceMillis + " ms: close cursors, or raise pool_size");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("interrupted while waiting for a connection");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /** A call on a connection. */
    @FunctionalInterface
    interface Call<T> {
        T on(Connection connection) throws SQLException, IOException;
    }
}
