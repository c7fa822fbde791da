// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.StateBackend;
import java.nio.file.Path;

/** The contract passes a persistent backend that makes no mistake, so that what it says of the mistaken ones is about their mistakes. */
final class ToyStateBackendTest extends StateBackendContract {
    private final ToyStateBackend.Disk disk = new ToyStateBackend.Disk();

    @Override
    protected StateBackend open(Path directory) {
        return new ToyStateBackend(disk, ToyStateBackend.Mistake.NONE);
    }
}
