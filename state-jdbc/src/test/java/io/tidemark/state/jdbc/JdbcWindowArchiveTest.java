// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.archive.ArchiveRange;
import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.ArchivedPane.Content;
import io.tidemark.archive.ArchivedView;
import io.tidemark.archive.WindowArchive;
import io.tidemark.archive.WindowArchiveFactory;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.window.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What archives in a database do beside the contract. */
final class JdbcWindowArchiveTest {
    private static final ArchivedView VIEW = new ArchivedView("latency", "{}");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void prefixes_and_jobs_are_apart(Kind kind) throws IOException {
        StateBackendConfig first = kind.config(directory);
        List<StateBackendConfig> configs = List.of(
                first,
                Kind.with(first, "table_prefix", "other_"),
                new StateBackendConfig(first.name() + "2", first.properties()));
        for (int i = 0; i < configs.size(); i++) {
            try (WindowArchive archive = open(kind, configs.get(i))) {
                archive.claim();
                archive.append(List.of(pane("" + i).inEpoch(i + 5)));
            }
        }
        for (int i = 0; i < configs.size(); i++) {
            try (WindowArchive archive = open(kind, configs.get(i))) {
                assertThat(texts(archive)).containsExactly("" + i);
                assertThat(archive.claim()).isEqualTo(i + 5);
                archive.forgetAfter(0);
                assertThat(texts(archive)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void prefixes_that_are_no_plain_words_or_taken_are_refused(Kind kind) {
        for (String prefix : List.of("", "A_", "_x", "x; DROP TABLE y", "x".repeat(32), "state_", "tidemark_")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> open(kind, Kind.with(kind.config(directory), "table_prefix", prefix)))
                    .withMessageContaining("'table_prefix'")
                    .withMessageContaining("state_, tidemark_");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(kind, Kind.with(kind.config(directory), "retention", "1")))
                .withMessageContaining("retention");
    }

    @ParameterizedTest
    @EnumSource
    void a_row_that_is_not_as_it_was_written_is_told(Kind kind) throws Exception {
        for (String damage : List.of("elements = 7", "window_end = 11", "kind = 1", "epoch = 3", "size = 2")) {
            StateBackendConfig config = kind.config(directory);
            try (WindowArchive archive = open(kind, config)) {
                archive.claim();
                archive.forgetAfter(0);
                archive.append(List.of(pane("one")));
            }
            execute(
                    kind,
                    config,
                    "UPDATE window_state_pane SET " + damage + " WHERE view_id IN (SELECT v.id FROM window_state_view v"
                            + " JOIN window_state_job j ON v.job = j.id WHERE j.name = '" + config.name() + "')");
            try (WindowArchive archive = open(kind, config)) {
                assertThatExceptionOfType(CorruptStateException.class)
                        .as(damage)
                        .isThrownBy(() -> texts(archive))
                        .withMessageContaining("could not read view 'latency'")
                        .withMessageContaining("damaged in the database");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tables_of_a_newer_version_are_refused(Kind kind) throws Exception {
        StateBackendConfig config = Kind.with(kind.config(directory), "table_prefix", "newer_");
        open(kind, config).close();
        execute(
                kind,
                config,
                "INSERT INTO " + (kind == Kind.H2 ? "\"newer_archive_history\"" : "newer_archive_history")
                        + " SELECT 99, '99', 'future', 'SQL', 'V99__future.sql', 1, 'x', CURRENT_TIMESTAMP, 1, TRUE");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> open(kind, config))
                .withMessageContaining("have version 99")
                .withMessageContaining("use a newer one");
    }

    @ParameterizedTest
    @EnumSource
    void what_a_visitor_throws_comes_out_as_it_is(Kind kind) throws IOException {
        try (WindowArchive archive = open(kind, kind.config(directory))) {
            archive.claim();
            archive.append(List.of(pane("one")));
            IOException io = new IOException("the disk is full");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> archive.scan(ArchiveRange.all(VIEW), null, pane -> {
                        throw io;
                    }))
                    .isSameAs(io);
            assertThatIllegalStateException()
                    .isThrownBy(() -> archive.scan(ArchiveRange.all(VIEW), null, pane -> {
                        throw new IllegalStateException("ours");
                    }))
                    .withMessage("ours");
            assertThat(texts(archive)).containsExactly("one");
        }
    }

    @Test
    void a_user_that_the_server_does_not_know_is_not_shown() {
        StateBackendConfig config = new StateBackendConfig(
                "job",
                Map.of(
                        "url",
                        Postgres.url(Postgres.shared()),
                        "user",
                        "s3cr3t-user",
                        "password",
                        "s3cr3t-password",
                        "connect_timeout_seconds",
                        "1"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> open(Kind.POSTGRES, config))
                .withMessageContaining("the postgres archive of 'job' could not open its database")
                .satisfies(failure -> assertThat(failure).hasStackTraceContaining("***"))
                .satisfies(failure ->
                        assertThat(failure.toString() + failure.getCause()).doesNotContain("s3cr3t"));
    }

    private static WindowArchive open(Kind kind, StateBackendConfig config) throws IOException {
        WindowArchiveFactory factory = ServiceLoader.load(WindowArchiveFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals(kind == Kind.H2 ? "h2" : "postgres"))
                .findFirst()
                .orElseThrow();
        return factory.open(config);
    }

    private static void execute(Kind kind, StateBackendConfig config, String sql) throws IOException, SQLException {
        StateBackendConfig plain = new StateBackendConfig(config.name(), withoutPrefix(config.properties()));
        Database database = kind == Kind.H2 ? H2Database.ofArchive(plain) : new PostgresDatabase(plain);
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private static Map<String, String> withoutPrefix(Map<String, String> properties) {
        Map<String, String> without = new HashMap<>(properties);
        without.remove("table_prefix");
        return without;
    }

    private static List<String> texts(WindowArchive archive) throws IOException {
        List<String> texts = new ArrayList<>();
        archive.scan(ArchiveRange.all(VIEW), null, pane -> texts.add(new String(pane.accumulators(), UTF_8)));
        return texts;
    }

    private static ArchivedPane pane(String content) {
        byte[] bytes = content.getBytes(UTF_8);
        return new ArchivedPane(VIEW, new byte[] {1}, Window.time(0, 10), 1, Content.ALL, 1, 2, bytes);
    }
}
