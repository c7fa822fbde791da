// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.archive.WindowArchive;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.testkit.WindowArchiveContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

final class H2WindowArchiveTest extends WindowArchiveContract {
    @Override
    protected WindowArchive open(Path directory) throws IOException {
        return new H2WindowArchiveFactory()
                .open(new StateBackendConfig("contract", Map.of("path", directory.toString())));
    }
}
