// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCapabilities;
import io.tidemark.state.StateStore;
import java.io.IOException;

/** Hands every call on, for tests that change one of them. */
class ForwardingStateBackend implements StateBackend {
    private final StateBackend backend;

    ForwardingStateBackend(StateBackend backend) {
        this.backend = backend;
    }

    @Override
    public StateCapabilities capabilities() {
        return backend.capabilities();
    }

    @Override
    public StateStore store(String name) {
        return backend.store(name);
    }

    @Override
    public void apply(StateBatch batch, long checkpointId) throws IOException {
        backend.apply(batch, checkpointId);
    }

    @Override
    public long lastCheckpointId() throws IOException {
        return backend.lastCheckpointId();
    }

    @Override
    public void clear() throws IOException {
        backend.clear();
    }

    @Override
    public void close() throws IOException {
        backend.close();
    }
}
