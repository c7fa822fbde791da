// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.archive.ArchiveRange;
import io.tidemark.archive.ArchiveVisitor;
import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.ArchivedView;
import io.tidemark.archive.WindowArchive;
import io.tidemark.state.StateBackendConfig;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what finished windows have accumulated in an SQL database. The properties are those of the state backends, see {@link H2WindowArchiveFactory} and {@link PostgresWindowArchiveFactory}, and {@code table_prefix}.
 *
 * <p>One writes, in one transaction for each batch, which asks first whether the archive is still its own. Others read, each scan in a transaction that sees one state.
 */
public final class JdbcWindowArchive implements WindowArchive {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcWindowArchive.class);
    private static final String HISTORY = "archive_history";

    private final Calls calls;
    private final Database database;
    private final ArchiveSql sql;
    private final ArchiveWriter archive;
    private final Pool writers;
    private final Pool readers;

    /** A random number that says that the archive is ours; 0 before it was claimed. */
    private volatile long owner;

    private JdbcWindowArchive(StateBackendConfig config, String prefix, Calls calls, Database database) {
        this.calls = calls;
        this.database = database;
        sql = new ArchiveSql(prefix);
        archive = new ArchiveWriter(sql, JobNames.check(config.name()));
        PoolSize size = PoolSize.of(config);
        writers = new Pool(database, database.writerSession(), new PoolSize(2, size.patience()));
        readers = new Pool(database, database.readerSession(), size);
    }

    /**
     * Opens the archive in an H2 file, which it makes where it is missing. It is neither the file of the state nor that of the checkpoints.
     *
     * @throws IllegalArgumentException when the configuration lacks a property, or has one that is unknown or wrong; the message names it
     * @throws IOException when it cannot be opened, with a message that says what to do
     */
    public static JdbcWindowArchive openH2(StateBackendConfig config) throws IOException {
        config.requireOnly(withPrefix(H2Database.PROPERTIES));
        return open(config, H2Database.ofArchive(config), Secrets.of(List.of()));
    }

    /**
     * Opens the archive in a PostgreSQL server; it makes the schema and its tables where they are missing.
     *
     * @throws IllegalArgumentException when the configuration lacks a property, or has one that is unknown or wrong; the message names it
     * @throws IOException when it cannot be opened, with a message that says what to do
     */
    public static JdbcWindowArchive openPostgres(StateBackendConfig config) throws IOException {
        config.requireOnly(withPrefix(PostgresDatabase.PROPERTIES));
        PostgresDatabase postgres = new PostgresDatabase(config);
        return open(config, postgres, postgres.secrets());
    }

    private static Set<String> withPrefix(Set<String> properties) {
        Set<String> all = new TreeSet<>(properties);
        all.add(TablePrefix.PROPERTY);
        return all;
    }

    private static JdbcWindowArchive open(StateBackendConfig config, Database database, Secrets secrets)
            throws IOException {
        String prefix = TablePrefix.of(config);
        String who = "the " + database.kind() + " archive of '" + config.name() + "'" + database.place();
        Calls calls = new Calls(who, database, secrets);
        calls.perform("open its database", () -> {
            try (Connection first = database.source().getConnection()) {
                Schema.migrate(first, migrations(database, prefix));
                String weakness = database.weakness(first);
                if (weakness != null) {
                    LOG.warn("{} is not durable: {}", who, weakness);
                }
            }
        });
        return new JdbcWindowArchive(config, prefix, calls, database);
    }

    private static FluentConfiguration migrations(Database database, String prefix) {
        return database.migrations()
                .locations("classpath:io/tidemark/state/jdbc/archive/" + database.kind())
                .table(prefix + HISTORY)
                .placeholders(Map.of("prefix", prefix))
                // Tables with other prefixes may be there.
                .baselineOnMigrate(true)
                .baselineVersion("0");
    }

    @Override
    public long claim() throws IOException {
        long mine = new SplittableRandom().nextLong(1, Long.MAX_VALUE);
        return calls.run("claim it", () -> {
            writers.call(connection -> {
                archive.addJob(connection);
                return true;
            });
            long epoch = inTransaction(connection -> archive.claim(connection, mine));
            owner = mine;
            return epoch;
        });
    }

    @Override
    public void append(List<ArchivedPane> panes) throws IOException {
        change("write " + panes.size() + " panes", connection -> {
            archive.append(connection, owner, panes);
            return panes.size();
        });
    }

    @Override
    public void forgetAfter(long epoch) throws IOException {
        change("take back what came after epoch " + epoch, connection -> {
            archive.forgetAfter(connection, owner, epoch);
            return epoch;
        });
    }

    @Override
    public List<ArchivedView> views() throws IOException {
        return calls.run(
                "read its views",
                () -> readers.call(
                        connection -> List.copyOf(archive.views(connection).keySet())));
    }

    @Override
    public void scan(ArchiveRange range, byte @Nullable [] key, ArchiveVisitor visitor) throws IOException {
        FromVisitor failure = new FromVisitor();
        try {
            calls.perform("read view '" + range.view().name() + "'", () -> {
                Kept connection = readers.keep();
                try {
                    scan(connection, range, key, pane -> failure.during(visitor, pane));
                } finally {
                    connection.close();
                }
            });
        } catch (IOException e) {
            failure.rethrow();
            throw e;
        }
    }

    private void scan(Kept connection, ArchiveRange range, byte @Nullable [] key, ArchiveVisitor visitor)
            throws SQLException, IOException {
        Integer view = connection.call(archive::views).get(range.view());
        if (view == null) {
            return;
        }
        ArchiveScan scan = new ArchiveScan(sql, connection, view, range);
        if (key == null) {
            scan.allKeys(visitor);
        } else {
            scan.key(ArchiveRow.keyId(key), visitor);
        }
    }

    @Override
    public int deleteEndedBefore(long time, int limit) throws IOException {
        return calls.run(
                "delete old windows",
                () -> inTransaction(connection -> {
                    int deleted = 0;
                    for (int view : archive.views(connection).values()) {
                        if (deleted < limit) {
                            deleted += archive.deleteEnded(connection, view, time, limit - deleted);
                        }
                    }
                    return deleted;
                }));
    }

    @Override
    public void close() throws IOException {
        if (!calls.close()) {
            return;
        }
        try {
            try {
                writers.close();
            } finally {
                readers.close();
            }
        } catch (SQLException e) {
            throw calls.notClosed(e);
        }
    }

    private <T> void change(String doing, Pool.Call<T> change) throws IOException {
        calls.requireOpen();
        if (owner == 0) {
            throw new IllegalStateException("the archive was not claimed");
        }
        calls.run(doing, () -> inTransaction(change));
    }

    private <T> T inTransaction(Pool.Call<T> call) throws SQLException, IOException {
        return writers.call(connection -> {
            connection.setAutoCommit(false);
            T result = call.on(connection);
            connection.commit();
            database.flush(connection);
            return result;
        });
    }

    /** What a visitor threw, which is not the database's failure. */
    private static final class FromVisitor {
        private @Nullable Exception failure;

        void during(ArchiveVisitor visitor, ArchivedPane pane) throws IOException {
            try {
                visitor.pane(pane);
            } catch (IOException | RuntimeException e) {
                failure = e;
                throw e;
            }
        }

        void rethrow() throws IOException {
            Exception own = failure;
            if (own instanceof IOException io) {
                throw io;
            }
            if (own instanceof RuntimeException unchecked) {
                throw unchecked;
            }
        }
    }
}
