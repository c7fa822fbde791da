// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.testkit.CheckpointStorageContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

final class H2CheckpointStorageTest extends CheckpointStorageContract {
    @Override
    protected CheckpointStorage open(Path directory) throws IOException {
        return JdbcCheckpointStorage.openH2(new StateBackendConfig("contract", Map.of("path", directory.toString())));
    }
}
