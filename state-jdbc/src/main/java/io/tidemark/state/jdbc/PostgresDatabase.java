// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.StateBackendConfig;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server. */
final class PostgresDatabase implements Database {
    static final Set<String> PROPERTIES = Set.of(
            "url", "user", "password", "schema", "timeout_seconds", PoolSize.POOL_SIZE, PoolSize.CONNECT_TIMEOUT);

    /**
     * Stricter than the driver, which takes what it does not understand for a part of something else and logs it: of {@code //user:password@host} the password.
     */
    private static final Pattern URL = Pattern.compile("jdbc:postgresql:(//(HOST(,HOST)*)?/)?[^/?@]*(\\?.*)?"
            .replace("HOST", "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?"));

    /** It becomes part of SQL, so it is nothing but a plain word; those with pg_ belong to the server. */
    private static final Pattern SCHEMA = Pattern.compile("(?!pg_)[a-z][a-z0-9_]{0,30}");

    private static final Pattern AMPERSAND = Pattern.compile("&");
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String LOCK_TIMEOUT = "55P03";

    private final DriverSource source;
    private final Secrets secrets;
    private final String schema;
    private final int patienceSeconds;

    PostgresDatabase(StateBackendConfig config) {
        schema = schema(config);
        patienceSeconds = (int) PoolSize.of(config).patience().toSeconds();
        String url = url(config);
        Properties properties = properties(config, url, schema, patienceSeconds);
        source = new DriverSource("org.postgresql.Driver", url.replaceFirst("\\?.*", ""), properties);
        secrets = Secrets.of(Arrays.asList(
                url,
                properties.getProperty(USER),
                properties.getProperty(PASSWORD),
                properties.getProperty("sslpassword")));
    }

    /** What must not be shown. */
    Secrets secrets() {
        return secrets;
    }

    @Override
    public String kind() {
        return "postgres";
    }

    @Override
    public String place() {
        return "";
    }

    @Override
    public DataSource source() {
        return source;
    }

    @Override
    public FluentConfiguration migrations() {
        return Flyway.configure(PostgresDatabase.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:io/tidemark/state/jdbc/postgres")
                .table(Schema.HISTORY)
                .schemas(schema)
                // A schema that others use too is not empty when we come.
                .baselineOnMigrate(true)
                .baselineVersion("0");
    }

    @Override
    public String readerSession() {
        return "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
    }

    @Override
    public String writerSession() {
        // A server may be set up to answer before a commit is in its log; one that waits for a standby too is left as
        // it is. A machine that vanished holds its lock until the
        // server misses it, which without the settings of keepalives takes hours. A table that has just been filled has
        // no
        // statistics, by which the server could see that thousands of keys are found best by the index.
        return "SELECT set_config('synchronous_commit', 'on', false)"
                + " WHERE current_setting('synchronous_commit') IN ('off', 'local');"
                + "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;"
                + "SET enable_seqscan = off";
    }

    @Override
    public EntryRows rows(Connection writer) {
        return new ArrayRows(writer);
    }

    @Override
    public void lock(Connection writer, int job) throws SQLException, TakenException {
        try (Statement statement = writer.createStatement();
                PreparedStatement lock = writer.prepareStatement("SELECT pg_advisory_lock(?, ?)")) {
            statement.execute("SET LOCAL lock_timeout = '" + patienceSeconds + "s'");
            // Advisory locks are the whole database's: the table's number keeps schemas apart.
            lock.setInt(1, number(statement));
            lock.setInt(2, job);
            lock.execute();
        } catch (SQLException e) {
            if (LOCK_TIMEOUT.equals(e.getSQLState())) {
                throw new TakenException("another process, or one that the server has not missed yet, has held the lock"
                        + " for " + patienceSeconds + " s: only one may use this state at a time. pg_locks shows who it"
                        + " is, with locktype 'advisory' and objid " + job);
            }
            throw e;
        }
    }

    @Override
    public void unlock() {
        // The server has done that when the connection ended.
    }

    @Override
    public void flush(Connection connection) {
        // A commit is in the server's log when it returns.
    }

    @Override
    public @Nullable String weakness(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW fsync")) {
            row.next();
            return row.getString(1).equals("off") ? "the server runs with fsync=off" : null;
        }
    }

    @Override
    public Trouble diagnose(SQLException error) {
        return PostgresTrouble.of(error);
    }

    @Override
    public void cut(Connection connection) throws SQLException {
        connection.abort(Runnable::run);
    }

    @Override
    public void abandon(Connection broken) {
        // Others are opened as this one was.
    }

    private static int number(Statement statement) throws SQLException {
        try (ResultSet table = statement.executeQuery("SELECT CAST(CAST('state_job' AS regclass) AS oid)")) {
            table.next();
            return (int) table.getLong(1);
        }
    }

    private static String schema(StateBackendConfig config) {
        String schema = config.text("schema", "tidemark");
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("the property 'schema' of '" + config.name() + "' must have 1 to 31"
                    + " characters of a-z, 0-9 and _, begin with a letter, and not with pg_");
        }
        return schema;
    }

    private static Properties properties(StateBackendConfig config, String url, String schema, int patienceSeconds) {
        Properties properties = parametersOf(url);
        for (String given : List.of(USER, PASSWORD)) {
            if (config.properties().containsKey(given)) {
                properties.setProperty(given, config.required(given));
            }
        }
        String patience = Integer.toString(patienceSeconds);
        properties.setProperty("connectTimeout", patience);
        properties.setProperty("loginTimeout", patience);
        properties.setProperty("socketTimeout", Long.toString(config.number("timeout_seconds", 300, 1, 86_400)));
        properties.setProperty("currentSchema", schema);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        // Details may hold keys and values.
        properties.setProperty("logServerErrorDetail", "false");
        // Of several servers the one that takes writes; a reader on another one could see an older batch.
        properties.setProperty("targetServerType", "primary");
        return properties;
    }

    /** The driver would read them from the URL too, but logs it. */
    private static Properties parametersOf(String url) {
        Properties parameters = new Properties();
        int start = url.indexOf('?');
        if (start >= 0) {
            for (String parameter : AMPERSAND.split(url.substring(start + 1), -1)) {
                int end = parameter.indexOf('=');
                parameters.setProperty(
                        decoded(end < 0 ? parameter : parameter.substring(0, end)),
                        end < 0 ? "" : decoded(parameter.substring(end + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String url(StateBackendConfig config) {
        String url = config.required("url");
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException("the property 'url' of '" + config.name() + "' must be the URL of a"
                    + " PostgreSQL database, such as jdbc:postgresql://localhost:5432/tidemark; 'user' and 'password'"
                    + " are properties of their own");
        }
        return url;
    }
}
