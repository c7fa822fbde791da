// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.checkpoint.CheckpointStorage;
import java.nio.file.Path;

final class MemoryCheckpointStorageTest extends CheckpointStorageContract {
    private final MemoryCheckpointStorage storage = new MemoryCheckpointStorage();

    @Override
    protected CheckpointStorage open(Path directory) {
        return storage.reopened();
    }
}
