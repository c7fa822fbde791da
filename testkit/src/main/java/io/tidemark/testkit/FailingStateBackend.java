// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCapabilities;
import io.tidemark.state.StateCursor;
import io.tidemark.state.StateStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A backend whose reads and writes fail at random. A batch that fails was applied as a whole or not at all, as its protocol says. Closing never fails. */
public final class FailingStateBackend implements StateBackend {
    private final StateBackend backend;
    private final Faults faults;

    /** Makes calls of {@code backend} fail. */
    public FailingStateBackend(StateBackend backend, Faults faults) {
        this.backend = backend;
        this.faults = faults;
    }

    @Override
    public StateCapabilities capabilities() {
        return backend.capabilities();
    }

    @Override
    public StateStore store(String name) {
        return new FailingStore(backend.store(name), faults);
    }

    @Override
    public void apply(StateBatch batch, long checkpointId) throws IOException {
        faults.around("apply", () -> backend.apply(batch, checkpointId));
    }

    @Override
    public long lastCheckpointId() throws IOException {
        faults.before("lastCheckpointId");
        return backend.lastCheckpointId();
    }

    @Override
    public void clear() throws IOException {
        faults.around("clear", () -> backend.clear());
    }

    @Override
    public void close() throws IOException {
        backend.close();
    }

    /**
     * A store whose reads fail.
     *
     * @param store the real one
     * @param faults which ones
     */
    private record FailingStore(StateStore store, Faults faults) implements StateStore {
        @Override
        public String name() {
            return store.name();
        }

        @Override
        public byte @Nullable [] get(byte[] key) throws IOException {
            faults.before("get");
            return store.get(key);
        }

        @Override
        public StateCursor scan(KeyRange range) throws IOException {
            faults.before("scan");
            return new FailingCursor(store.scan(range), faults);
        }
    }

    /**
     * A cursor that fails on its way.
     *
     * @param cursor the real one
     * @param faults when
     */
    private record FailingCursor(StateCursor cursor, Faults faults) implements StateCursor {
        @Override
        public boolean next() throws IOException {
            faults.before("next");
            return cursor.next();
        }

        @Override
        public byte[] key() throws IOException {
            return cursor.key();
        }

        @Override
        public byte[] value() throws IOException {
            return cursor.value();
        }

        @Override
        public void close() throws IOException {
            cursor.close();
        }
    }
}
