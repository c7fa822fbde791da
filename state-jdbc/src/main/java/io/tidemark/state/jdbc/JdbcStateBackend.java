// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCapabilities;
import io.tidemark.state.StateStore;
import io.tidemark.state.StoreNames;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A backend in an SQL database. */
final class JdbcStateBackend implements StateBackend {
    /**
     * The longest key of which PostgreSQL can keep any in an index is some 2,690 bytes; H2 could take more, but a job that runs on one of them should run on the other.
     */
    private static final StateCapabilities CAPABILITIES = new StateCapabilities(true, 2048);

    private final Calls calls;
    private final Writer writer;
    private final Pool pool;

    private JdbcStateBackend(Calls calls, Writer writer, Pool pool) {
        this.calls = calls;
        this.writer = writer;
        this.pool = pool;
    }

    static JdbcStateBackend open(StateBackendConfig config, Database database, Secrets secrets) throws IOException {
        String who = "the " + database.kind() + " state backend of '" + config.name() + "'" + database.place();
        Calls calls = new Calls(who, database, secrets);
        PoolSize size = PoolSize.of(config);
        Writer writer = new Writer(database, JobNames.check(config.name()));
        calls.perform("open its database", () -> open(database, writer));
        return new JdbcStateBackend(calls, writer, new Pool(database, database.readerSession(), size));
    }

    private static void open(Database database, Writer writer) throws SQLException, IOException {
        // It keeps an embedded database open over the migration and until the writer has it.
        try (Connection first = database.source().getConnection()) {
            Schema.migrate(first, database);
            writer.settle();
        } catch (SQLException | IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    @Override
    public StateCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public StateStore store(String store) {
        calls.requireOpen();
        return new JdbcStateStore(this, StoreNames.check(store));
    }

    @Override
    public void apply(StateBatch batch, long checkpointId) throws IOException {
        calls.requireOpen();
        Changes changes = Changes.of(batch, CAPABILITIES);
        calls.perform("apply the batch of checkpoint " + checkpointId, () -> writer.apply(changes, checkpointId));
    }

    @Override
    public long lastCheckpointId() throws IOException {
        return calls.run("tell its last checkpoint", () -> {
            if (writer.isUnsure()) {
                writer.settle();
            }
            return pool.call(writer.table()::lastCheckpointId);
        });
    }

    @Override
    public void clear() throws IOException {
        calls.perform("clear its state", writer::clear);
    }

    @Override
    public void close() throws IOException {
        if (!calls.close()) {
            return;
        }
        try {
            try {
                writer.close();
            } finally {
                pool.close();
            }
        } catch (SQLException e) {
            throw calls.notClosed(e);
        }
    }

    /** Through which everything that reads it goes. */
    Calls calls() {
        return calls;
    }

    /** The connections of readers. */
    Pool pool() {
        return pool;
    }

    /** The id of {@code store}, or null when nothing was ever put into it. */
    @Nullable
    Integer id(String store) {
        return writer.store(store);
    }
}
