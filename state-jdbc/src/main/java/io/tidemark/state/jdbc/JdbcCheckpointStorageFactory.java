// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.CheckpointStorageFactory;
import io.tidemark.state.StateBackendConfig;
import java.io.IOException;

/**
 * Opens checkpoint storages in a database: in a PostgreSQL server when there is a {@code url}, else in an H2 file in {@code path}. All properties are those of {@link PostgresStateBackendFactory} and of
 * {@link H2StateBackendFactory}.
 *
 * <p>Trap: opening one makes the tables, or the file, where they are missing; and an H2 file is open in one process at a time.
 */
public final class JdbcCheckpointStorageFactory implements CheckpointStorageFactory {
    private static final String URL = "url";

    /** The factory; it holds nothing. */
    public JdbcCheckpointStorageFactory() {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public CheckpointStorage open(StateBackendConfig config) throws IOException {
        boolean hasUrl = config.properties().containsKey(URL);
        if (hasUrl && config.properties().containsKey(StateBackendConfig.PATH)) {
            throw new IllegalArgumentException("the checkpoint storage of '" + config.name()
                    + "' has both a 'url', of a PostgreSQL server, and a 'path', of an H2 file; it needs one of them");
        }
        if (!hasUrl && !config.properties().containsKey(StateBackendConfig.PATH)) {
            throw new IllegalArgumentException("the checkpoint storage of '" + config.name()
                    + "' needs a 'url', of a PostgreSQL server, or a 'path', of an H2 file");
        }
        return hasUrl ? JdbcCheckpointStorage.openPostgres(config) : JdbcCheckpointStorage.openH2(config);
    }
}
