// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Fails in every way with secrets that can be recognised, and looks for them in the errors and in what is logged at any level. */
final class SecretsTest {
    private static final String PASSWORD = "s3cr3t-passw0rd";
    private static final String USER = "s3cr3t_user";
    private static final String SSL_PASSWORD = "s3cr3t-key";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    /** PostgreSQL's driver logs in its own way. */
    private final java.util.logging.Logger driver = java.util.logging.Logger.getLogger("org.postgresql");

    private final Collector driverLogged = new Collector();

    @BeforeEach
    void listen() {
        logged.start();
        root.detachAndStopAllAppenders();
        root.addAppender(logged);
        root.setLevel(Level.TRACE);
        ((Logger) LoggerFactory.getLogger("com.zaxxer.hikari")).setLevel(Level.TRACE);
        driver.addHandler(driverLogged);
        driver.setUseParentHandlers(false);
        driver.setLevel(java.util.logging.Level.ALL);
    }

    @AfterEach
    void stopListening() {
        driver.removeHandler(driverLogged);
        driver.setUseParentHandlers(true);
        driver.setLevel(null);
        root.detachAppender(logged);
        root.setLevel(level);
        ((Logger) LoggerFactory.getLogger("com.zaxxer.hikari")).setLevel(Level.ERROR);
    }

    @Test
    void no_failure_shows_user_password_or_url() throws Exception {
        List<Throwable> failures = new ArrayList<>();
        try (EmbeddedPostgres server = Postgres.builder()
                .setDataDirectoryCustomizer(SecretsTest::askForPasswords)
                .start()) {
            makeUser(server);
            String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
            failures.add(failureOf(config(url, "wrong-" + PASSWORD)));
            failures.add(failureOf(config(url.replace("/postgres", "/nothing"), PASSWORD)));
            failures.add(failureOf(config("jdbc:postgresql://localhost:1/postgres", PASSWORD)));
            failures.add(failureOf(config("jdbc:postgresql://" + PASSWORD + "@:bad:/postgres", PASSWORD)));
            failures.add(failureOf(config("jdbc:postgresql://user:" + PASSWORD + "@localhost/postgres", PASSWORD)));
            failures.add(failureOf(config("jdbc:other://" + PASSWORD, PASSWORD)));
            failures.add(failureOf(new StateBackendConfig(
                    "job",
                    Map.of(
                            "url",
                            url + "?user=" + USER + "&password=wrong-" + PASSWORD + "&sslpassword=" + SSL_PASSWORD))));
            StateBackendConfig good = config(url, PASSWORD);
            try (StateBackend backend = Kind.POSTGRES.open(good)) {
                backend.apply(Entries.put(1, 1), 1);
                failures.add(failureOf(good));
                revoke(server);
                failures.add(catchThrowable(() -> backend.apply(Entries.put(1, 2), 2)));
                failures.add(catchThrowable(() -> Entries.get(backend, 1)));
                end(server);
                failures.add(catchThrowable(() -> backend.apply(Entries.put(1, 2), 2)));
                failures.add(catchThrowable(() -> Entries.get(backend, 1)));
                failures.add(catchThrowable(backend::lastCheckpointId));
            }
        }
        assertThat(failures).doesNotContainNull().hasSize(13);
        for (Throwable failure : failures) {
            assertThat(text(failure)).as("what a failure shows").doesNotContain(PASSWORD, USER, SSL_PASSWORD);
        }
        assertThat(driverLogged.lines).as("what the driver logs").isNotEmpty().noneMatch(SecretsTest::isTelling);
        assertThat(logged.list).as("what is logged").isNotEmpty();
        for (ILoggingEvent event : logged.list) {
            assertThat(event.getFormattedMessage() + event.getThrowableProxy())
                    .as("what is logged by %s", event.getLoggerName())
                    .doesNotContain(PASSWORD, SSL_PASSWORD);
        }
    }

    private static boolean isTelling(String text) {
        // But for the statement with which the test makes the user.
        return (text.contains(PASSWORD) || text.contains(SSL_PASSWORD)) && !text.contains("CREATE USER");
    }

    private static StateBackendConfig config(String url, String password) {
        return new StateBackendConfig(
                "job", Map.of("url", url, "user", USER, "password", password, "connect_timeout_seconds", "1"));
    }

    private static Throwable failureOf(StateBackendConfig config) {
        return catchThrowable(() -> Kind.POSTGRES.open(config).close());
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** The test server trusts everyone but this one. */
    private static void askForPasswords(java.io.File data) {
        Path rules = data.toPath().resolve("pg_hba.conf");
        try {
            List<String> lines = new ArrayList<>(List.of("host all " + USER + " all scram-sha-256"));
            lines.addAll(Files.readAllLines(rules));
            Files.write(rules, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeUser(EmbeddedPostgres server) throws Exception {
        execute(server, "CREATE USER " + USER + " PASSWORD '" + PASSWORD + "'");
        execute(server, "CREATE SCHEMA tidemark AUTHORIZATION " + USER);
    }

    private static void revoke(EmbeddedPostgres server) throws Exception {
        execute(server, "ALTER TABLE tidemark.state_entry OWNER TO postgres");
    }

    private static void end(EmbeddedPostgres server) throws Exception {
        execute(server, "ALTER USER " + USER + " PASSWORD 'another one'");
        execute(server, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + USER + "'");
    }

    private static void execute(EmbeddedPostgres server, String sql) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final class Collector extends Handler {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord entry) {
            StringWriter text = new StringWriter();
            text.append(new SimpleFormatter().formatMessage(entry));
            if (entry.getThrown() != null) {
                entry.getThrown().printStackTrace(new PrintWriter(text));
            }
            lines.add(text.toString());
        }

        @Override
        public void flush() {
            // It holds nothing back.
        }

        @Override
        public void close() {
            // It holds nothing open.
        }
    }
}
