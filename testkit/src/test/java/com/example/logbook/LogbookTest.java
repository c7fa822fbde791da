// SPDX-License-Identifier: Apache-2.0
package com.example.logbook;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.testkit.StateBackendContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

final class LogbookTest extends StateBackendContract {
    @Override
    protected StateBackend open(Path directory) throws IOException {
        return new LogbookFactory().open(new StateBackendConfig("contract", Map.of("path", directory.toString())));
    }
}
