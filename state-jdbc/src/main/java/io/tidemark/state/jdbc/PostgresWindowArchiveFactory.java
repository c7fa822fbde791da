// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.archive.WindowArchive;
import io.tidemark.archive.WindowArchiveFactory;
import io.tidemark.state.StateBackendConfig;
import java.io.IOException;

/**
 * Opens archives in a PostgreSQL server.
 *
 * <p>Properties: those of {@link PostgresStateBackendFactory}, and {@code table_prefix} (window_state_). Anybody may read while the job runs.
 */
public final class PostgresWindowArchiveFactory implements WindowArchiveFactory {
    /** The factory; it holds nothing. */
    public PostgresWindowArchiveFactory() {}

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public WindowArchive open(StateBackendConfig config) throws IOException {
        return JdbcWindowArchive.openPostgres(config);
    }
}
