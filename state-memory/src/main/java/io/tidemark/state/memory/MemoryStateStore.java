// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.memory;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateCursor;
import io.tidemark.state.StateStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads one store: always the newest version.
 *
 * @param backend whose it is
 * @param name its name
 */
record MemoryStateStore(MemoryStateBackend backend, String name) implements StateStore {
    @Override
    public byte @Nullable [] get(byte[] key) {
        backend.capabilities().checkKey(key);
        byte[] value = backend.table(name).get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public StateCursor scan(KeyRange range) {
        backend.capabilities().checkRange(range);
        return new MemoryStateCursor(this, backend.table(name), range);
    }
}
