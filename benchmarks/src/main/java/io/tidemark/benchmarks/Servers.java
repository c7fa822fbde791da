// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL server of a run, started when it is asked for. It waits for the disk at each commit, as one that people use does. */
final class Servers implements AutoCloseable {
    private @Nullable EmbeddedPostgres postgres;

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
