// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestartedServerTest {
    @TempDir
    private Path data;

    @Test
    void a_server_that_is_killed_while_it_is_written_to_fails_the_call_and_goes_on_when_it_is_back() throws Exception {
        try (RestartedServer server = new RestartedServer(data);
                StateBackend backend = Kind.POSTGRES.open(config(server))) {
            AtomicInteger applied = new AtomicInteger();
            CompletableFuture<IOException> failure =
                    CompletableFuture.supplyAsync(() -> applyUntilItFails(backend, applied));
            while (applied.get() < 20) {
                Thread.onSpinWait();
            }
            server.kill();
            assertThat(failure.join()).hasMessageContaining("connection to the database is lost");
            assertThatExceptionOfType(IOException.class)
                    .as("a read while there is no server")
                    .isThrownBy(() -> Entries.get(backend, 1))
                    .withMessageContaining("connect");
            assertThatExceptionOfType(IOException.class)
                    .as("where it stands, while there is no server")
                    .isThrownBy(backend::lastCheckpointId)
                    .withMessageContaining("connect");

            server.start();
            int last = (int) backend.lastCheckpointId();
            assertThat(last).isBetween(applied.get(), applied.get() + 1);
            requireWhole(backend, last);
            backend.apply(Child.batch(last + 1), last + 1);
            requireWhole(backend, last + 1);
        }
    }

    @Test
    void a_restart_between_two_batches_is_not_noticed_by_the_writer() throws Exception {
        try (RestartedServer server = new RestartedServer(data);
                StateBackend backend = Kind.POSTGRES.open(config(server))) {
            backend.apply(Child.batch(1), 1);
            server.kill();
            server.start();
            backend.apply(Child.batch(2), 2);
            requireWhole(backend, 2);
        }
    }

    @Test
    void a_cursor_that_lost_its_connection_fails_and_can_be_closed() throws Exception {
        try (RestartedServer server = new RestartedServer(data);
                StateBackend backend = Kind.POSTGRES.open(config(server))) {
            backend.apply(Entries.many(3 * Sql.PAGE), 1);
            try (StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
                server.kill();
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> readAll(cursor))
                        .withMessageContaining("connection to the database is lost");
            }
            server.start();
            assertThat(Entries.values(backend, "a")).hasSize(3 * Sql.PAGE);
        }
    }

    @Test
    void checkpoints_are_written_again_when_the_server_is_back() throws Exception {
        try (RestartedServer server = new RestartedServer(data);
                CheckpointStorage storage = JdbcCheckpointStorage.openPostgres(config(server))) {
            storage.put("manifests/1", new byte[10]);
            server.kill();
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage.put("manifests/2", new byte[20]));
            server.start();
            assertThat(storage.get("manifests/1")).hasSize(10);
            storage.put("manifests/2", new byte[20]);
            assertThat(storage.list("")).hasSize(2);
        }
    }

    private static StateBackendConfig config(RestartedServer server) {
        return Kind.with(Postgres.config("restarted", server.server()), "connect_timeout_seconds", "8");
    }

    private static IOException applyUntilItFails(StateBackend backend, AtomicInteger applied) {
        try {
            for (int id = 1; ; id++) {
                backend.apply(Child.batch(id), id);
                applied.set(id);
            }
        } catch (IOException e) {
            return e;
        }
    }

    private static void readAll(StateCursor cursor) throws IOException {
        boolean hasMore = true;
        while (hasMore) {
            hasMore = cursor.next();
        }
    }

    private static void requireWhole(StateBackend backend, int id) throws IOException {
        assertThat(backend.lastCheckpointId()).isEqualTo(id);
        for (String store : new String[] {"a", "b"}) {
            assertThat(Entries.values(backend, store))
                    .as("store %s after batch %d", store, id)
                    .isEqualTo(Collections.nCopies(Child.KEYS, id));
        }
    }
}
