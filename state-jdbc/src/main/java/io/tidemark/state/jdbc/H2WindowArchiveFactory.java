// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.archive.WindowArchive;
import io.tidemark.archive.WindowArchiveFactory;
import io.tidemark.state.StateBackendConfig;
import java.io.IOException;

/**
 * Opens archives in H2, a database that runs in this process and keeps a job's archive in one file.
 *
 * <p>Properties: those of {@link H2StateBackendFactory}, and {@code table_prefix} (window_state_).
 *
 * <p>Trap: an H2 file is open in one process at a time, so that nobody else reads it while the job runs.
 */
public final class H2WindowArchiveFactory implements WindowArchiveFactory {
    /** The factory; it holds nothing. */
    public H2WindowArchiveFactory() {}

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public WindowArchive open(StateBackendConfig config) throws IOException {
        return JdbcWindowArchive.openH2(config);
    }
}
