// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.StateBackendConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An H2 database in a file, which this process opens. */
final class H2Database implements Database {
    static final Set<String> PROPERTIES = Set.of("path", "cache_size_mb", PoolSize.POOL_SIZE, PoolSize.CONNECT_TIMEOUT);

    private static final Logger LOG = LoggerFactory.getLogger(H2Database.class);
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * The files whose state is open in this process. H2 keeps other processes out with a lock on the file, but lets its own have as many connections as it likes.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final DriverSource source;
    private final AtomicBoolean locked = new AtomicBoolean();

    private H2Database(StateBackendConfig config, String name, int lockTimeoutMillis) throws IOException {
        file = directory(config).resolve(name);
        // async, as H2 opens files otherwise, loses the file and its lock when a thread that reads it is interrupted. A
        // process that ends closes the database itself, not a hook of H2's
        // that comes while a job writes its last checkpoint. What H2 would write to a trace file we report.
        String url = "jdbc:h2:async:" + file + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT="
                + lockTimeoutMillis + ";CACHE_SIZE=" + config.number("cache_size_mb", 64, 1, 1 << 20) * 1024;
        Properties user = new Properties();
        user.setProperty("user", "tidemark");
        user.setProperty("password", "");
        source = new DriverSource("org.h2.Driver", url, user);
    }

    /** The file with the state of a job. Its one writer waits for nobody. */
    static H2Database ofState(StateBackendConfig config) throws IOException {
        return new H2Database(config, "state", 1000);
    }

    /** The file with the checkpoints of a job. Of two that write one blob the second waits until the first is done. */
    static H2Database ofCheckpoints(StateBackendConfig config) throws IOException {
        return new H2Database(config, "checkpoints", 60_000);
    }

    /** The file with the archive of a job. */
    static H2Database ofArchive(StateBackendConfig config) throws IOException {
        return new H2Database(config, "archive", 60_000);
    }

    @Override
    public String kind() {
        return "h2";
    }

    @Override
    public String place() {
        return " in " + file.getParent();
    }

    @Override
    public DataSource source() {
        return source;
    }

    @Override
    public FluentConfiguration migrations() {
        return Flyway.configure(H2Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:io/tidemark/state/jdbc/h2")
                .table(Schema.HISTORY);
    }

    @Override
    public String readerSession() {
        return "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT";
    }

    @Override
    public String writerSession() {
        return "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED";
    }

    @Override
    public EntryRows rows(Connection writer) {
        return new BatchedRows(
                writer,
                "MERGE INTO state_entry (store, entry_key, part, size, checksum, content)"
                        + " KEY (store, entry_key, part) VALUES (?, ?, ?, ?, ?, ?)");
    }

    @Override
    public void lock(Connection writer, int job) throws TakenException {
        if (!OPEN.add(file)) {
            throw new TakenException("this process has opened " + file + " already: only one may use it at a time");
        }
        locked.set(true);
    }

    @Override
    public void unlock() {
        if (locked.compareAndSet(true, false)) {
            OPEN.remove(file);
        }
    }

    /**
     * H2 writes what is committed half a second later, and leaves it to the system when that comes to the disk. {@code CHECKPOINT SYNC} writes what is not written yet, but does not wait for what H2's own
     * thread has just taken to write: with that under way it would return at once, and a killed process would lose what was confirmed.
     */
    @Override
    public void flush(Connection connection) throws SQLException {
        execute(connection, "CHECKPOINT");
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        MVStore store = session.getDatabase().getStore().getMvStore();
        // An interrupt would end H2's waiting, without a word.
        boolean interrupted = Thread.interrupted();
        try {
            store.executeFilestoreOperation(store::sync);
        } catch (MVStoreException e) {
            throw DbException.toSQLException(DbException.convert(e));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public @Nullable String weakness(Connection connection) {
        return null;
    }

    @Override
    public Trouble diagnose(SQLException error) {
        return H2Trouble.of(error, file);
    }

    /** Waits for a statement that is under way, after it told it to stop. */
    @Override
    public void cut(Connection connection) throws SQLException {
        connection.close();
    }

    /** As long as any connection is open they share what is broken; H2 reads the file anew once all are gone. What was applied is on the disk. */
    @Override
    public void abandon(Connection broken) {
        try {
            execute(broken, "SHUTDOWN IMMEDIATELY");
        } catch (SQLException e) {
            LOG.debug("The database was closed already, with error code {}.", e.getErrorCode());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Path directory(StateBackendConfig config) throws IOException {
        String path = config.required("path");
        if (path.startsWith("mem:") || path.contains(";")) {
            throw new IllegalArgumentException(
                    "the property 'path' of '" + config.name()
                            + "' must be a directory, without ';' in its name; for state that ends with the process there is the backend 'memory'");
        }
        if (!FILE_NAME.matcher(config.name()).matches()) {
            throw new IllegalArgumentException("the state of '" + config.name() + "' cannot be in a directory of that"
                    + " name: it must have 1 to 64 characters of A-Z, a-z, 0-9, _ and -");
        }
        Path directory = Path.of(path, config.name()).toAbsolutePath().normalize();
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IOException(
                    "cannot make the directory " + directory + " for the state of '" + config.name()
                            + "': check that it may be written, and that no file is where a directory should be",
                    e);
        }
    }
}
