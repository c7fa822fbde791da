// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.memory;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.testkit.StateBackendContract;
import java.nio.file.Path;
import java.util.Map;

final class MemoryStateBackendTest extends StateBackendContract {
    @Override
    protected StateBackend open(Path directory) {
        return new MemoryStateBackendFactory().open(new StateBackendConfig("contract", Map.of()));
    }
}
