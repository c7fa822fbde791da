// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.archive.WindowArchive;
import java.nio.file.Path;

final class MemoryWindowArchiveTest extends WindowArchiveContract {
    private final MemoryWindowArchive archive = new MemoryWindowArchive();

    @Override
    protected WindowArchive open(Path directory) {
        return archive.reopened();
    }
}
