// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.checkpoint.BlobNames;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.StoredBlob;
import io.tidemark.state.StateBackendConfig;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the checkpoints of a job in an SQL database. The properties are those of the state backends, see {@link H2StateBackendFactory} and {@link PostgresStateBackendFactory}.
 *
 * <p>A blob is a row and the rows of its parts, written in one transaction. Of two that write one name, the second waits for the first, and then meets the key of its row.
 */
public final class JdbcCheckpointStorage implements CheckpointStorage {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcCheckpointStorage.class);

    private final BlobTable blobs;
    private final Calls calls;
    private final Database database;
    private final Pool pool;

    private JdbcCheckpointStorage(StateBackendConfig config, Calls calls, Database database) {
        blobs = new BlobTable(JobNames.check(config.name()));
        this.calls = calls;
        this.database = database;
        pool = new Pool(database, database.writerSession(), PoolSize.of(config));
    }

    /**
     * Opens the storage in an H2 file, which it makes where it is missing. It is not the file of the state: damage to the one leaves the other.
     *
     * @throws IllegalArgumentException when the configuration lacks a property, or has one that is unknown or wrong; the message names it
     * @throws IOException when it cannot be opened, with a message that says what to do
     */
    public static JdbcCheckpointStorage openH2(StateBackendConfig config) throws IOException {
        config.requireOnly(H2Database.PROPERTIES);
        return open(config, H2Database.ofCheckpoints(config), Secrets.of(List.of()));
    }

    /**
     * Opens the storage in a PostgreSQL server; it makes the schema and its tables where they are missing.
     *
     * @throws IllegalArgumentException when the configuration lacks a property, or has one that is unknown or wrong; the message names it
     * @throws IOException when it cannot be opened, with a message that says what to do
     */
    public static JdbcCheckpointStorage openPostgres(StateBackendConfig config) throws IOException {
        config.requireOnly(PostgresDatabase.PROPERTIES);
        PostgresDatabase postgres = new PostgresDatabase(config);
        return open(config, postgres, postgres.secrets());
    }

    private static JdbcCheckpointStorage open(StateBackendConfig config, Database database, Secrets secrets)
            throws IOException {
        String who = "the " + database.kind() + " checkpoint storage of '" + config.name() + "'" + database.place();
        Calls calls = new Calls(who, database, secrets);
        calls.perform("open its database", () -> {
            try (Connection first = database.source().getConnection()) {
                Schema.migrate(first, database);
                String weakness = database.weakness(first);
                if (weakness != null) {
                    LOG.warn("{} is not durable: {}", who, weakness);
                }
            }
        });
        return new JdbcCheckpointStorage(config, calls, database);
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        BlobNames.check(name);
        calls.run(
                "write the blob '" + name + "'",
                () -> pool.call(connection -> {
                    connection.setAutoCommit(false);
                    blobs.add(connection, name, content);
                    connection.commit();
                    database.flush(connection);
                    return true;
                }));
    }

    @Override
    public byte @Nullable [] get(String name) throws IOException {
        BlobNames.check(name);
        Optional<byte[]> content =
                calls.run("read the blob '" + name + "'", () -> pool.call(connection -> blobs.read(connection, name)));
        return content.orElse(null);
    }

    @Override
    public List<StoredBlob> list(String prefix) throws IOException {
        BlobNames.checkPrefix(prefix);
        return calls.run("list its blobs", () -> pool.call(connection -> blobs.list(connection, prefix)));
    }

    @Override
    public void delete(String name) throws IOException {
        BlobNames.check(name);
        calls.run(
                "delete the blob '" + name + "'",
                () -> pool.call(connection -> {
                    int deleted = blobs.delete(connection, name);
                    database.flush(connection);
                    return deleted;
                }));
    }

    @Override
    public void close() throws IOException {
        if (!calls.close()) {
            return;
        }
        try {
            pool.close();
        } catch (SQLException e) {
            throw calls.notClosed(e);
        }
    }
}
