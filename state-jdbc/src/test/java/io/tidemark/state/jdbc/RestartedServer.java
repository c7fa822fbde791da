// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL server that can be killed and started again, on the same port and with the same data. */
final class RestartedServer implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres server;

    RestartedServer(Path data) throws IOException {
        this.data = data;
        server = Postgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }

    EmbeddedPostgres server() {
        return server;
    }

    /** Kills it with SIGKILL, and waits until all its processes are gone, so that it can start again. */
    void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> sessions = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        sessions.forEach(session -> session.onExit().join());
    }

    void start() throws IOException {
        int port = server.getPort();
        // It is gone; this lets go of the directory.
        server.close();
        server = Postgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
