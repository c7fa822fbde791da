// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import java.io.IOException;
import java.util.List;

/**
 * Opens backends in H2, a database that runs in this process and keeps a job's state in one file.
 *
 * <p>Properties: {@code path}, a directory, in which each job has one of its own name; {@code cache_size_mb} (64); {@code pool_size} (10) and {@code connect_timeout_seconds} (10), as in
 * {@link PostgresStateBackendFactory}. State in memory only is what the backend {@code memory} is for.
 */
public final class H2StateBackendFactory implements StateBackendFactory {
    /** The factory; it holds nothing. */
    public H2StateBackendFactory() {}

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public StateBackend open(StateBackendConfig config) throws IOException {
        config.requireOnly(H2Database.PROPERTIES);
        return JdbcStateBackend.open(config, H2Database.ofState(config), Secrets.of(List.of()));
    }
}
