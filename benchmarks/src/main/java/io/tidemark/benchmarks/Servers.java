// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL server of a run, started when it is asked for. It waits for the disk at each commit, as one that people use does. */
final class Servers implements AutoCloseable {
    /** Kept, for a logger that nobody holds forgets its level: each database that is opened would tell of its tables. */
    private static final Logger MIGRATIONS = Logger.getLogger("org.flywaydb");

    private @Nullable EmbeddedPostgres postgres;

    Servers() {
        MIGRATIONS.setLevel(Level.WARNING);
    }

    /** The address of the server's database. */
    String postgres() throws IOException {
        if (postgres == null) {
            // The library's default is off.
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        }
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }
}
