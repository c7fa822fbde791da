// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.memory;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCapabilities;
import io.tidemark.state.StateStore;
import io.tidemark.state.StoreNames;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A backend on the heap. */
final class MemoryStateBackend implements StateBackend {
    /*
     * All state is one immutable version: the tables and the last checkpoint id. A reader takes the version there is and keeps it, a writer builds the next one and
     * swaps it in with one volatile write. So a batch is atomic across stores, a scan is consistent however long it takes, nobody waits for anybody, and what an open
     * cursor pins is garbage, not a lock.
     *
     * What it was chosen over: a ConcurrentSkipListMap shows half a batch; a StampedLock makes the checkpoint wait for the slowest scan, and the scan for the
     * checkpoint; several versions of each value need someone to clean up. Swapping costs the writer a copy of the leaves it touches and of the list of leaves (see
     * Table), once for each checkpoint.
     */
    private static final StateCapabilities CAPABILITIES = new StateCapabilities(false, 1 << 16);
    private static final Version EMPTY = new Version(Map.of(), NO_CHECKPOINT);

    private final String name;
    /** Null when closed. */
    private volatile @Nullable Version version = EMPTY;

    MemoryStateBackend(String name) {
        this.name = name;
    }

    @Override
    public StateCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public StateStore store(String store) {
        requireOpen();
        return new MemoryStateStore(this, StoreNames.check(store));
    }

    /** There is one writer; a second one waits for its turn rather than losing a batch. */
    @Override
    public synchronized void apply(StateBatch batch, long checkpointId) throws IOException {
        Version before = current();
        if (checkpointId <= before.checkpointId && (checkpointId | before.checkpointId) != NO_CHECKPOINT) {
            throw new IllegalArgumentException("checkpoint ids must rise, but " + checkpointId + " comes after "
                    + before.checkpointId + " in the memory state backend of '" + name + "'");
        }
        Draft draft = new Draft(before.tables, CAPABILITIES);
        batch.forEach(draft);
        version = new Version(draft.tables(), checkpointId);
    }

    @Override
    public long lastCheckpointId() {
        return current().checkpointId;
    }

    @Override
    public synchronized void clear() {
        requireOpen();
        version = EMPTY;
    }

    @Override
    public synchronized void close() {
        version = null;
    }

    /** The newest version of {@code store}, for as long as the backend is open. */
    Table table(String store) {
        return current().tables.getOrDefault(store, Table.EMPTY);
    }

    /** Throws when it is closed. */
    void requireOpen() {
        current();
    }

    private Version current() {
        Version current = version;
        if (current == null) {
            throw new IllegalStateException("the memory state backend of '" + name + "' is closed");
        }
        return current;
    }

    /**
     * The state at one moment.
     *
     * @param tables by store; a store without entries is not in it
     * @param checkpointId of the last batch
     */
    private record Version(Map<String, Table> tables, long checkpointId) {}
}
