// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateCursor;
import io.tidemark.state.StateStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one store: always the newest version.
 *
 * @param backend whose it is
 * @param name its name
 */
record OrderedStateStore(OrderedStateBackend backend, String name) implements StateStore {
    @Override
    public byte @Nullable [] get(byte[] key) throws IOException {
        return backend.get(name, key);
    }

    @Override
    public StateCursor scan(KeyRange range) throws IOException {
        return backend.scan(name, range);
    }
}
