// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.StateBackendFactory;
import java.nio.file.Path;
import java.util.Map;

/** The contract passes a backend that makes no mistake with its files, so that what it says of the mistaken ones is about their mistakes. */
final class ToyFileBackendTest extends StateBackendOnDiskContract {
    @Override
    protected StateBackendFactory factory() {
        return new ToyFileBackendFactory();
    }

    @Override
    protected Map<String, String> properties(Path directory) {
        return Map.of("path", directory.toString());
    }
}
