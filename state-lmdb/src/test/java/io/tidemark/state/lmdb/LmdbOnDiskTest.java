// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.state.StateBackendFactory;
import io.tidemark.testkit.StateBackendOnDiskContract;
import java.nio.file.Path;
import java.util.Map;

final class LmdbOnDiskTest extends StateBackendOnDiskContract {
    @Override
    protected StateBackendFactory factory() {
        return new LmdbStateBackendFactory();
    }

    @Override
    protected Map<String, String> properties(Path directory) {
        return Map.of("path", directory.toString());
    }
}
