// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.StateBackend;
import io.tidemark.testkit.StateBackendContract;
import java.io.IOException;
import java.nio.file.Path;

/** All of it in one schema: each test has a job of its own. */
final class PostgresStateBackendTest extends StateBackendContract {
    @Override
    protected StateBackend open(Path directory) throws IOException {
        return new PostgresStateBackendFactory()
                .open(Postgres.config(directory.getFileName().toString()));
    }
}
