// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateCapabilities;
import io.tidemark.state.StateCursor;
import io.tidemark.state.StateStore;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store that watches how it is used.
 *
 * @param store the watched one
 * @param capabilities its backend's
 * @param protocol where violations go
 * @param cursors the open cursors of the backend
 * @param requireOpen fails when the backend is closed
 */
record AssertingStateStore(
        StateStore store,
        StateCapabilities capabilities,
        Protocol protocol,
        Set<AssertingStateCursor> cursors,
        Consumer<String> requireOpen)
        implements StateStore {
    @Override
    public String name() {
        return store.name();
    }

    @Override
    public byte @Nullable [] get(byte[] key) throws IOException {
        requireOpen.accept("get");
        int longest = capabilities.maxKeyLength();
        protocol.require(
                key.length > 0 && key.length <= longest,
                () -> "get() of a key of %d bytes; keys have 1 to %d".formatted(key.length, longest));
        return store.get(key);
    }

    @Override
    public StateCursor scan(KeyRange range) throws IOException {
        requireOpen.accept("scan");
        AssertingStateCursor cursor =
                new AssertingStateCursor(store.scan(range), range, store.name(), protocol, cursors, requireOpen);
        cursors.add(cursor);
        return cursor;
    }
}
