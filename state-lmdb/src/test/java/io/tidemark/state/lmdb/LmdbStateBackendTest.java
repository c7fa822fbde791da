// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.testkit.StateBackendContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

final class LmdbStateBackendTest extends StateBackendContract {
    @Override
    protected StateBackend open(Path directory) throws IOException {
        return new LmdbStateBackendFactory()
                .open(new StateBackendConfig("contract", Map.of("path", directory.toString())));
    }
}
