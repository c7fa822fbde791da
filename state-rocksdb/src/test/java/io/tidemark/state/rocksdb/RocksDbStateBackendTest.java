// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.rocksdb;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.testkit.StateBackendContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

final class RocksDbStateBackendTest extends StateBackendContract {
    @Override
    protected StateBackend open(Path directory) throws IOException {
        return new RocksDbStateBackendFactory()
                .open(new StateBackendConfig("contract", Map.of("path", directory.toString())));
    }
}
