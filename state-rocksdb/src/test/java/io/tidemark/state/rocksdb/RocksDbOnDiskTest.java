// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.rocksdb;

import io.tidemark.state.StateBackendFactory;
import io.tidemark.testkit.StateBackendOnDiskContract;
import java.nio.file.Path;
import java.util.Map;

final class RocksDbOnDiskTest extends StateBackendOnDiskContract {
    @Override
    protected StateBackendFactory factory() {
        return new RocksDbStateBackendFactory();
    }

    @Override
    protected Map<String, String> properties(Path directory) {
        return Map.of("path", directory.toString(), "cache_size_mb", "8");
    }
}
