// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCapabilities;
import io.tidemark.state.StateStore;
import io.tidemark.state.StoreNames;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A backend that watches how another one is used, and what it answers: both sides of the protocol of {@link StateBackend}. A violation is an
 * {@link AssertionError} that says which rule was broken.
 *
 * <p>It is stricter than the protocol where that finds mistakes: whoever closes a backend must have closed its cursors.
 */
public final class AssertingStateBackend implements StateBackend {
    private final StateBackend backend;
    private final Protocol protocol = new Protocol("StateBackend");
    private final OneAtATime writer = new OneAtATime(protocol);
    private final Set<AssertingStateCursor> cursors = ConcurrentHashMap.newKeySet();
    private final StateCapabilities capabilities;
    private volatile boolean closed;

    /** Watches {@code backend}. */
    public AssertingStateBackend(StateBackend backend) {
        this.backend = backend;
        this.capabilities = backend.capabilities();
    }

    /** What was broken so far; for the case that a thread swallowed an error. */
    public List<String> violations() {
        return protocol.violations();
    }

    @Override
    public StateCapabilities capabilities() {
        StateCapabilities now = backend.capabilities();
        protocol.require(
                now.equals(capabilities),
                () -> "capabilities never change, but were %s and are %s".formatted(capabilities, now));
        return now;
    }

    @Override
    public StateStore store(String name) {
        requireOpen("store");
        try {
            StoreNames.check(name);
        } catch (IllegalArgumentException e) {
            throw protocol.broken(String.valueOf(e.getMessage()));
        }
        StateStore store = backend.store(name);
        protocol.require(store.name().equals(name), () -> "store('%s') is called '%s'".formatted(name, store.name()));
        return new AssertingStateStore(store, capabilities, protocol, cursors, this::requireOpen);
    }

    @Override
    public void apply(StateBatch batch, long checkpointId) throws IOException {
        requireOpen("apply");
        writer.run("apply", () -> {
            long last = backend.lastCheckpointId();
            boolean rises = checkpointId > last || (checkpointId == NO_CHECKPOINT && last == NO_CHECKPOINT);
            protocol.require(
                    rises,
                    () -> "checkpoint ids rise, but apply was called with %d after %d".formatted(checkpointId, last));
            int before = fingerprint(batch);
            backend.apply(batch, checkpointId);
            protocol.require(
                    before == fingerprint(batch),
                    () -> "an array of the batch was changed while apply(.., %d) ran".formatted(checkpointId));
            long now = backend.lastCheckpointId();
            protocol.require(
                    now == checkpointId,
                    () -> "lastCheckpointId() is %d after apply(.., %d)".formatted(now, checkpointId));
        });
    }

    @Override
    public long lastCheckpointId() throws IOException {
        requireOpen("lastCheckpointId");
        return backend.lastCheckpointId();
    }

    @Override
    public void clear() throws IOException {
        requireOpen("clear");
        writer.run("clear", () -> {
            backend.clear();
            long now = backend.lastCheckpointId();
            protocol.require(now == NO_CHECKPOINT, () -> "lastCheckpointId() is %d after clear()".formatted(now));
        });
    }

    @Override
    public void close() throws IOException {
        closed = true;
        backend.close();
        Optional<AssertingStateCursor> forgotten = cursors.stream().findAny();
        if (forgotten.isPresent()) {
            AssertionError error =
                    protocol.broken("close() was called while %d cursors are open; one was opened where the cause shows"
                            .formatted(cursors.size()));
            error.initCause(forgotten.get().opened());
            cursors.clear();
            throw error;
        }
    }

    private void requireOpen(String call) {
        protocol.require(!closed, () -> "%s() was called after close()".formatted(call));
    }

    /** Also checks what goes in. */
    private int fingerprint(StateBatch batch) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        batch.forEach(fingerprint);
        return fingerprint.hash;
    }

    /** A hash of all that a batch holds. */
    private final class Fingerprint implements StateBatch.Visitor {
        private int hash;

        @Override
        public void put(String store, byte[] key, byte[] value) {
            checkLength(key);
            hash = (31 * hash + Arrays.hashCode(key)) * 31 + Arrays.hashCode(value);
        }

        @Override
        public void delete(String store, byte[] key) {
            checkLength(key);
            hash = 31 * hash + Arrays.hashCode(key);
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            hash = 31 * hash + range.hashCode();
        }

        private void checkLength(byte[] key) {
            int longest = capabilities.maxKeyLength();
            protocol.require(
                    key.length <= longest,
                    () -> "a key of %d bytes was put or deleted; maxKeyLength is %d".formatted(key.length, longest));
        }
    }
}
