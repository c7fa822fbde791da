// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class UndisturbedReadersTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void readers_go_on_while_a_batch_is_stuck_halfway(Kind kind) throws Exception {
        try (StateBackend backend = kind.open(directory)) {
            backend.apply(Entries.many(3 * Sql.PAGE), 1);
            CompletableFuture<Void> stuck;
            try (Connection obstacle = lockLastEntry(kind)) {
                stuck = CompletableFuture.runAsync(() -> apply(backend, 2));
                while (!isWaiting(kind, stuck)) {
                    Thread.onSpinWait();
                }
                assertThat(Entries.get(backend, 1)).isEqualTo("00000001");
                assertThat(backend.lastCheckpointId()).isEqualTo(1);
                assertThat(Entries.values(backend, "a")).hasSize(3 * Sql.PAGE);
                assertThat(stuck).isNotDone();
                obstacle.rollback();
            }
            stuck.join();
            assertThat(backend.lastCheckpointId()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closing_ends_a_batch_that_is_stuck_halfway(Kind kind) throws Exception {
        StateBackend backend = kind.open(directory);
        backend.apply(Entries.many(3 * Sql.PAGE), 1);
        CompletableFuture<Void> stuck;
        try (Connection obstacle = lockLastEntry(kind)) {
            stuck = CompletableFuture.runAsync(() -> apply(backend, 2));
            while (!isWaiting(kind, stuck)) {
                Thread.onSpinWait();
            }
            backend.close();
            Assertions.assertThatThrownBy(stuck::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is closed");
            obstacle.rollback();
        }
        try (StateBackend again = kind.open(directory)) {
            assertThat(again.lastCheckpointId()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_cursor_that_is_open_does_not_keep_the_backend_from_closing(Kind kind) throws Exception {
        StateBackend backend = kind.open(directory);
        backend.apply(Entries.many(3 * Sql.PAGE), 1);
        StateCursor cursor = backend.store("a").scan(KeyRange.all());
        assertThat(cursor.next()).isTrue();
        backend.close();
        assertThatIllegalStateException().isThrownBy(cursor::next).withMessageContaining("is closed");
        cursor.close();
        if (kind == Kind.H2) {
            try (Child other = Child.start(kind.config(directory), "h2")) {
                assertThat(other.readLine())
                        .as("what another process says that opens the file")
                        .isEqualTo("2");
            }
        }
        try (StateBackend again = kind.open(directory)) {
            assertThat(again.lastCheckpointId()).isPositive();
        }
    }

    /** H2, as it opens files otherwise, closes the file under everyone when a thread that reads it is interrupted, and lets go of its lock. */
    @Test
    void interrupting_a_thread_that_reads_disturbs_nobody_and_gives_up_no_lock() throws Exception {
        int length = 4 << 20;
        try (StateBackend backend = Kind.H2.open(Kind.with(Kind.H2.config(directory), "cache_size_mb", "1"))) {
            for (int id = 1; id <= 5; id++) {
                backend.apply(Entries.put(id, new byte[length]), id);
            }
            try (StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
                assertThat(backend.store("a").get(Entries.number(1))).hasSize(length);
                Thread.currentThread().interrupt();
                assertThat(backend.store("a").get(Entries.number(3))).hasSize(length);
                assertThat(Thread.interrupted())
                        .as("whether it is still interrupted")
                        .isTrue();
                for (int id = 1; id <= 5; id++) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.value()).hasSize(length);
                }
                try (Child other = Child.start(Kind.H2.config(directory), "h2")) {
                    assertThat(other.readLine()).contains("another process");
                }
            }
        }
    }

    private static void apply(StateBackend backend, int id) {
        try {
            backend.apply(Entries.many(3 * Sql.PAGE), id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A transaction of someone else has the row that the batch changes last. */
    private Connection lockLastEntry(Kind kind) throws IOException, SQLException {
        Connection obstacle = kind.connect(directory);
        obstacle.setAutoCommit(false);
        try (PreparedStatement lock = obstacle.prepareStatement(
                "UPDATE state_entry SET size = size WHERE entry_key = ? AND " + kind.isEntryOf(directory))) {
            lock.setBytes(1, Entries.number(3 * Sql.PAGE - 1));
            assertThat(lock.executeUpdate()).isPositive();
        }
        return obstacle;
    }

    /** Whether the batch has come to that row: the one before it is changed, and held by its transaction. */
    private boolean isWaiting(Kind kind, CompletableFuture<Void> batch) throws IOException, SQLException {
        assertThat(batch).isNotCompletedExceptionally();
        try (Connection other = kind.connect(directory);
                PreparedStatement lock = other.prepareStatement("SELECT part FROM state_entry WHERE entry_key = ? AND "
                        + kind.isEntryOf(directory) + " FOR UPDATE SKIP LOCKED")) {
            lock.setBytes(1, Entries.number(3 * Sql.PAGE - 2));
            return !lock.executeQuery().next();
        }
    }
}
