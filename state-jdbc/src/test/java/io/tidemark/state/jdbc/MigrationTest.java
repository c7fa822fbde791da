// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MigrationTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void tables_of_version_1_are_brought_to_this_version_with_what_is_in_them(Kind kind) throws Exception {
        StateBackendConfig config = config(kind, "old");
        makeVersion1(kind.database(config), config.name());
        assertThat(versions(kind, config)).containsExactly("1");

        try (StateBackend backend = kind.open(config)) {
            assertThat(backend.lastCheckpointId()).isEqualTo(5);
            assertThat(Entries.values(backend, "a")).containsExactly(70);
            backend.apply(Entries.put(8, 80), 6);
        }
        assertThat(versions(kind, config)).containsExactly("1", "2");
        try (StateBackend backend = kind.open(config)) {
            assertThat(Entries.values(backend, "a")).containsExactly(70, 80);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tables_of_a_newer_version_are_refused_and_left_alone(Kind kind) throws Exception {
        StateBackendConfig config = config(kind, "newer");
        kind.open(config).close();
        execute(
                kind,
                config,
                "INSERT INTO " + history(kind) + " SELECT 99, '99', 'future', 'SQL', 'V99__future.sql', 1, 'x',"
                        + " CURRENT_TIMESTAMP, 1, TRUE");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> kind.open(config))
                .withMessageContaining("have version 99")
                .withMessageContaining("up to 2")
                .withMessageContaining("use a newer one");
        assertThat(versions(kind, config)).containsExactly("1", "2", "99");
    }

    @ParameterizedTest
    @EnumSource
    void tables_that_someone_else_made_differently_are_refused(Kind kind) throws Exception {
        StateBackendConfig config = config(kind, "different");
        kind.open(config).close();
        execute(kind, config, "UPDATE " + history(kind) + " SET " + checksum(kind) + " = 1");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> kind.open(config))
                .withMessageContaining("not as this version of Tidemark left them");
    }

    @Test
    void a_schema_of_postgres_may_be_one_that_others_use_too() throws Exception {
        StateBackendConfig config = config(Kind.POSTGRES, "crowded");
        try (Connection connection = Kind.POSTGRES.database(config).source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA crowded");
            statement.execute("CREATE TABLE theirs (id INT)");
        }
        try (StateBackend backend = Kind.POSTGRES.open(config);
                CheckpointStorage storage = JdbcCheckpointStorage.openPostgres(config)) {
            backend.apply(Entries.put(1, 1), 1);
            storage.put("manifests/1", new byte[1]);
            assertThat(Entries.values(backend, "a")).containsExactly(1);
            assertThat(storage.list("")).hasSize(1);
        }
        execute(Kind.POSTGRES, config, "DROP TABLE theirs");
    }

    /** What version 1 left behind, written by hand: it must be readable for ever. */
    private static void makeVersion1(Database database, String job) throws Exception {
        try (Connection connection = database.source().getConnection()) {
            database.migrations()
                    .target(MigrationVersion.fromVersion("1"))
                    .load()
                    .migrate();
            insert(
                    connection,
                    "INSERT INTO state_job (name, owner, version, checkpoint_id, parts) VALUES (?, 1, 9, 5, FALSE)",
                    job);
            insert(connection, "INSERT INTO state_store (job, name) SELECT id, 'a' FROM state_job WHERE name = ?", job);
            try (PreparedStatement entry = connection.prepareStatement(
                    "INSERT INTO state_entry (store, entry_key, part, size, checksum, content) SELECT id, ?, 0, 4, ?, ?"
                            + " FROM state_store")) {
                entry.setBytes(1, Entries.number(7));
                // The CRC-32C of 00000001 00000004 00000000 00000004 00000007 00000046: store, length of the key, part,
                // size, key, content.
                entry.setInt(2, -487743315);
                entry.setBytes(3, Entries.number(70));
                assertThat(entry.executeUpdate()).isEqualTo(1);
            }
        }
    }

    private static void insert(Connection connection, String sql, String job) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, job);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private StateBackendConfig config(Kind kind, String name) {
        StateBackendConfig config = kind.config(directory);
        return kind == Kind.H2 ? config : Kind.with(config, "schema", name);
    }

    private static List<String> versions(Kind kind, StateBackendConfig config) throws Exception {
        List<String> versions = new ArrayList<>();
        try (Connection connection = kind.database(config).source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + quoted(kind, "version") + " FROM " + history(kind)
                        + " WHERE " + quoted(kind, "type") + " = 'SQL' ORDER BY " + quoted(kind, "installed_rank"))) {
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
        }
        return versions;
    }

    private static void execute(Kind kind, StateBackendConfig config, String sql) throws Exception {
        try (Connection connection = kind.database(config).source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String history(Kind kind) {
        return quoted(kind, Schema.HISTORY);
    }

    private static String checksum(Kind kind) {
        return quoted(kind, "checksum");
    }

    /** Flyway's names are in lower case, which H2 takes for another one. */
    private static String quoted(Kind kind, String name) {
        return kind == Kind.H2 ? '"' + name + '"' : name;
    }
}
