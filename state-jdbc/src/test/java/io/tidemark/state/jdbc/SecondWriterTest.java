// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SecondWriterTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void a_second_one_of_the_same_job_is_refused_until_the_first_is_closed(Kind kind) throws IOException {
        StateBackendConfig config = Kind.with(kind.config(directory), "connect_timeout_seconds", "1");
        try (StateBackend first = kind.open(config)) {
            first.apply(Entries.put(1, 1), 1);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> kind.open(config))
                    .withMessageContaining("only one may use");
            first.apply(Entries.put(1, 2), 2);
        }
        try (StateBackend next = kind.open(config)) {
            assertThat(next.lastCheckpointId()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void another_job_in_the_same_place_has_a_state_of_its_own(Kind kind) throws IOException {
        StateBackendConfig config = kind.config(directory);
        try (StateBackend mine = kind.open(config);
                StateBackend other = kind.open(new StateBackendConfig(config.name() + "2", config.properties()))) {
            mine.apply(Entries.put(1, 1), 7);
            other.apply(Entries.put(1, 2), 3);
            mine.clear();
            assertThat(Entries.get(other, 1)).isEqualTo("00000002");
            assertThat(other.lastCheckpointId()).isEqualTo(3);
            assertThat(Entries.get(mine, 1)).isNull();
        }
    }

    @Test
    void another_process_is_refused_by_the_lock_on_the_file() throws Exception {
        try (StateBackend first = Kind.H2.open(directory)) {
            first.apply(Entries.put(1, 1), 1);
            try (Child child = Child.start(Kind.H2.config(directory), "h2")) {
                assertThat(child.readLine())
                        .startsWith("failed: ")
                        .contains("another process")
                        .contains("only one may use");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_was_taken_over_can_neither_write_nor_tell_where_the_other_is(Kind kind) throws Exception {
        try (StateBackend zombie = kind.open(directory)) {
            zombie.apply(Entries.put(1, 1), 1);
            execute(
                    kind,
                    "UPDATE state_job SET owner = owner + 1, version = version + 1 WHERE name = '"
                            + kind.config(directory).name() + "'");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> zombie.apply(Entries.put(1, 2), 2))
                    .withMessageContaining("taken over");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(zombie::clear)
                    .withMessageContaining("taken over");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(zombie::lastCheckpointId)
                    .withMessageContaining("taken over");
            assertThat(Entries.get(zombie, 1)).isEqualTo("00000001");
        }
    }

    @Test
    void who_lost_its_lock_with_its_connection_is_fenced_when_another_one_has_opened_the_state() throws Exception {
        try (StateBackend zombie = Kind.POSTGRES.open(directory)) {
            zombie.apply(Entries.put(1, 1), 1);
            endSessionThatHasTheLock();
            try (StateBackend heir = Kind.POSTGRES.open(directory)) {
                heir.apply(Entries.put(1, 2), 2);
                StateBackendConfig impatient =
                        Kind.with(Kind.POSTGRES.config(directory), "connect_timeout_seconds", "1");
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> Kind.POSTGRES.open(impatient))
                        .withMessageContaining("only one may use");
            }
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> zombie.apply(Entries.put(1, 3), 3))
                    .withMessageContaining("taken over");
            assertThat(Entries.get(zombie, 1)).isEqualTo("00000002");
        }
    }

    @Test
    void who_lost_its_lock_with_its_connection_goes_on_when_nobody_came() throws Exception {
        try (StateBackend backend = Kind.POSTGRES.open(directory)) {
            backend.apply(Entries.put(1, 1), 1);
            endSessionThatHasTheLock();
            backend.apply(Entries.put(1, 2), 2);
            assertThat(backend.lastCheckpointId()).isEqualTo(2);
        }
    }

    private void endSessionThatHasTheLock() throws IOException, SQLException {
        execute(
                Kind.POSTGRES,
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' AND objid ="
                        + " (SELECT id FROM state_job WHERE name = '" + directory.getFileName() + "')");
    }

    private void execute(Kind kind, String sql) throws IOException, SQLException {
        try (Connection connection = kind.connect(directory);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
