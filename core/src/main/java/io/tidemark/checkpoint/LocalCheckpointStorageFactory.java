// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.state.StateBackendConfig;
import java.io.IOException;
import java.util.Set;

/**
 * Opens storages in a directory: the one in {@code path} that is called as the job, so that two jobs with one path do not meet.
 *
 * <p>Property: {@code path}.
 */
public final class LocalCheckpointStorageFactory implements CheckpointStorageFactory {
    /** The factory; it holds nothing. */
    public LocalCheckpointStorageFactory() {}

    @Override
    public String name() {
        return "local";
    }

    @Override
    public CheckpointStorage open(StateBackendConfig config) throws IOException {
        config.requireOnly(Set.of(StateBackendConfig.PATH));
        return LocalCheckpointStorage.open(config.directory());
    }
}
