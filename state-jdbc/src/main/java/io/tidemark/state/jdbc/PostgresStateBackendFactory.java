// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import java.io.IOException;

/**
 * Opens backends in a PostgreSQL server, version 14 or newer. Jobs of different names may share a schema.
 *
 * <p>Properties:
 *
 * <ul>
 *   <li>{@code url}: {@code jdbc:postgresql://host:5432/database}. It is followed to a primary, when it names several servers.
 *   <li>{@code user} and {@code password}, unless the URL has them. None of the three is ever shown.
 *   <li>{@code schema} ({@code tidemark}): made, with its tables, where it is missing.
 *   <li>{@code pool_size} (10): connections for readers. One fewer cursors may be open at a time, so that whoever has one can read beside it. There is one connection more, for writing.
 *   <li>{@code connect_timeout_seconds} (10): how long to wait for a connection, for a place in the pool, and for another process to give up the state.
 *   <li>{@code timeout_seconds} (300): how long the server may take to answer a statement.
 * </ul>
 *
 * <p>Trap: the state is locked on the connection for writing. A connection pool before the server, as PgBouncer is one, must hand out whole sessions.
 */
public final class PostgresStateBackendFactory implements StateBackendFactory {
    /** The factory; it holds nothing. */
    public PostgresStateBackendFactory() {}

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public StateBackend open(StateBackendConfig config) throws IOException {
        config.requireOnly(PostgresDatabase.PROPERTIES);
        PostgresDatabase database = new PostgresDatabase(config);
        return JdbcStateBackend.open(config, database, database.secrets());
    }
}
