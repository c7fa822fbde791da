// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCapabilities;
import io.tidemark.state.StateCursor;
import io.tidemark.state.StateStore;
import io.tidemark.state.StoreNames;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A persistent backend over an {@link OrderedDatabase}.
 *
 * <p>All stores share the one ordered space of keys: two bytes before each key say whose it is. Number 0 is the backend's own ({@link #isOwn}).
 */
public final class OrderedStateBackend implements StateBackend {
    /*
     * Two bytes rather than a database for each store: a batch over many stores is one atomic step of one database whatever that can do, a cleared backend is one deleted range,
     * and a hundred stores cost what one costs.
     *
     * Native objects do not notice that another thread frees them. So every call passes the gate; whoever closes it waits for the last one, then frees the walks of cursors that were
     * left open, then the database.
     */
    private final String description;
    private final StateCapabilities capabilities;
    private final OrderedDatabase database;
    private final Records records;
    private final StoreKeys keys;
    private final CallGate gate;
    private final Set<OrderedStateCursor> cursors = ConcurrentHashMap.newKeySet();

    private OrderedStateBackend(Place place, OrderedDatabase database, StateCapabilities capabilities)
            throws IOException {
        this.description = place.toString();
        this.capabilities = capabilities;
        this.database = database;
        this.records = new Records(place, database);
        this.keys = records.stores();
        this.gate = new CallGate(description);
    }

    /**
     * A backend over {@code database}, which it owns from now on, also when it fails.
     *
     * @param maxKeyLength the longest key that the database takes, in bytes; the backend's is two bytes shorter
     * @throws IOException when what is in it cannot be read, is another format, or is something else
     */
    public static StateBackend open(Place place, OrderedDatabase database, int maxKeyLength) throws IOException {
        try {
            StateCapabilities capabilities = new StateCapabilities(true, maxKeyLength - StoreKeys.PREFIX_LENGTH);
            return new OrderedStateBackend(place, database, capabilities);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Whether {@code key} is that of one of the few records that the backend keeps for itself, and which it does not delete. */
    public static boolean isOwn(byte[] key) {
        return key.length >= StoreKeys.PREFIX_LENGTH && key[0] == 0 && key[1] == 0;
    }

    @Override
    public StateCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public StateStore store(String name) {
        gate.leave(gate.enter());
        return new OrderedStateStore(this, StoreNames.check(name));
    }

    /** There is one writer; a second one waits for its turn rather than losing a batch. */
    @Override
    public synchronized void apply(StateBatch batch, long checkpointId) throws IOException {
        long pass = gate.enter();
        try {
            requireRising(records.lastCheckpointId(), checkpointId);
            write(batch.bytes(), checkpointId, writer -> batch.forEach(new Changes(keys, capabilities, writer)));
        } finally {
            gate.leave(pass);
        }
    }

    @Override
    public long lastCheckpointId() throws IOException {
        long pass = gate.enter();
        try {
            return records.lastCheckpointId();
        } finally {
            gate.leave(pass);
        }
    }

    @Override
    public synchronized void clear() throws IOException {
        long pass = gate.enter();
        try {
            write(0, NO_CHECKPOINT, writer -> writer.deleteRange(StoreKeys.all()));
        } finally {
            gate.leave(pass);
        }
    }

    @Override
    public void close() throws IOException {
        if (gate.close()) {
            cursors.forEach(OrderedStateCursor::free);
            database.close();
        }
    }

    byte @Nullable [] get(String store, byte[] key) throws IOException {
        capabilities.checkKey(key);
        long pass = gate.enter();
        try {
            int number = keys.number(store);
            return number == StoreKeys.NONE ? null : database.get(StoreKeys.key(number, key));
        } finally {
            gate.leave(pass);
        }
    }

    StateCursor scan(String store, KeyRange range) throws IOException {
        capabilities.checkRange(range);
        long pass = gate.enter();
        try {
            int number = keys.number(store);
            if (number == StoreKeys.NONE || range.isEmpty()) {
                return new OrderedStateCursor(store, gate, cursors, null);
            }
            OrderedWalk walk = database.walk(StoreKeys.range(number, range));
            OrderedStateCursor cursor = new OrderedStateCursor(store, gate, cursors, walk);
            cursors.add(cursor);
            return cursor;
        } finally {
            gate.leave(pass);
        }
    }

    private void write(long bytes, long checkpointId, OrderedDatabase.Writing changes) throws IOException {
        database.write(bytes, writer -> {
            changes.into(writer);
            Records.write(writer, checkpointId);
            for (Map.Entry<byte[], byte[]> store : keys.unsaved()) {
                writer.put(store.getKey(), store.getValue());
            }
        });
        keys.saved();
    }

    private void requireRising(long last, long next) {
        if (next <= last && (next | last) != NO_CHECKPOINT) {
            throw new IllegalArgumentException(
                    "checkpoint ids must rise, but " + next + " comes after " + last + " in " + description);
        }
    }
}
