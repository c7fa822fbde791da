// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.StateBackendConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A real PostgreSQL server, one for all tests that do not break it. It ends with the test JVM. */
final class Postgres {
    /** The system property. */
    static final String FSYNC = "tidemark.test.fsync";

    private Postgres() {}

    static StateBackendConfig config(String job) {
        return config(job, shared());
    }

    static StateBackendConfig config(String job, EmbeddedPostgres server) {
        return new StateBackendConfig(job, Map.of("url", url(server), "connect_timeout_seconds", "60"));
    }

    static String url(EmbeddedPostgres server) {
        return server.getJdbcUrl("postgres", "postgres");
    }

    static EmbeddedPostgres shared() {
        return Shared.SERVER;
    }

    /** What it answered to a commit outlives it when a test kills it. It would not outlive the machine, unless a system property says that the disk is waited for. */
    static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", Boolean.getBoolean(FSYNC) ? "on" : "off")
                .setServerConfig("synchronous_commit", "on");
    }

    private static final class Shared {
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
