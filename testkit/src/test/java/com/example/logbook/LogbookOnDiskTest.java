// SPDX-License-Identifier: Apache-2.0
package com.example.logbook;

import io.tidemark.state.StateBackendFactory;
import io.tidemark.testkit.StateBackendOnDiskContract;
import java.nio.file.Path;
import java.util.Map;

final class LogbookOnDiskTest extends StateBackendOnDiskContract {
    @Override
    protected StateBackendFactory factory() {
        return new LogbookFactory();
    }

    @Override
    protected Map<String, String> properties(Path directory) {
        return Map.of("path", directory.toString());
    }
}
