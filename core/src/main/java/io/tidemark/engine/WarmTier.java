// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a pipeline in a {@link StateBackend}: all of its last checkpoint, whether it is on the heap as well or not, and an index of the times at which something is due.
 *
 * <p>The feeding thread changes it while the workers are quiet; they read it.
 */
final class WarmTier {
    private final StateBackend backend;
    private final long ttl;
    private long expirations;
    private final Measure gets = Measure.ofStateOperations();
    private final Measure scans = Measure.ofStateOperations();
    private final Measure applies = Measure.ofStateOperations();

    /** What was saved, and may be in a checkpoint or not, but is not in the backend yet. */
    private final List<StateBatch> owed = new ArrayList<>();

    /** The keys that are owed to be deleted, by store. All else that is owed is on the heap, where it is looked for first. */
    private final Map<String, Set<ByteBuffer>> deleted = Map.of(
            ViewEntries.WINDOWS, new HashSet<>(),
            ViewEntries.ORDINALS, new HashSet<>(),
            ViewEntries.DETECTORS, new HashSet<>(),
            ViewEntries.SERIES, new HashSet<>());

    /**
     * In {@code backend}, which the pipeline does not close.
     *
     * @param ttl what no watermark ends is forgotten when it has not changed for so long, in ms; {@link Operator#NEVER} for never
     */
    WarmTier(StateBackend backend, long ttl) {
        this.backend = backend;
        this.ttl = ttl;
    }

    /** How long state lives that no watermark ends. */
    long ttl() {
        return ttl;
    }

    /** How many keys were forgotten. */
    long expirations() {
        return expirations;
    }

    /** A key was forgotten. */
    void countExpired() {
        expirations++;
    }

    /** The value of {@code key}, or null. */
    byte @Nullable [] get(String store, byte[] key) throws IOException {
        Set<ByteBuffer> gone = deleted.getOrDefault(store, Set.of());
        if (!gone.isEmpty() && gone.contains(ByteBuffer.wrap(key))) {
            return null;
        }
        long begin = Stopwatch.nanos();
        byte[] value = backend.store(store).get(key);
        add(gets, begin);
        return value;
    }

    /** What reads and writes took, by operation. */
    Map<String, Distribution> seconds() {
        return Map.of("get", of(gets), "scan", of(scans), "apply", of(applies));
    }

    /** Any worker reads, and any thread applies. */
    private static void add(Measure measure, long begin) {
        synchronized (measure) {
            measure.addSince(begin);
        }
    }

    private static Distribution of(Measure measure) {
        synchronized (measure) {
            return measure.distribution();
        }
    }

    /** A scan that was begun at {@code begin} is done, after some entries or all of them. */
    void scanned(long begin) {
        add(scans, begin);
    }

    /** The entries of {@code range}, for the caller to close. */
    StateCursor scan(String store, KeyRange range) throws IOException {
        return backend.store(store).scan(range);
    }

    /** Hands every entry of a store to {@code visitor}. */
    void forEach(String store, StateBatch.Visitor visitor) throws IOException {
        try (StateCursor cursor = scan(store, KeyRange.all())) {
            while (cursor.next()) {
                visitor.put(store, cursor.key(), cursor.value());
            }
        }
    }

    /** Whether it holds a checkpoint and nothing else. */
    boolean isAt(long checkpoint) throws IOException {
        return backend.lastCheckpointId() == checkpoint;
    }

    /** Remembers {@code changes} until {@link #apply}; what is added to them until then belongs to it. */
    void owe(StateBatch changes, StateBatch index) {
        owed.add(changes);
        owed.add(index);
        try {
            changes.forEach(new Deletions());
        } catch (IOException e) {
            throw new AssertionError("collecting keys does no input or output", e);
        }
    }

    /**
     * Takes over what is owed, all of which is in {@code checkpoint}. Any one thread may call it, as long as nothing new is owed meanwhile.
     *
     * @throws IOException when it could not; it is owed still
     */
    void apply(long checkpoint) throws IOException {
        StateBatch all = new StateBatch();
        for (StateBatch batch : owed) {
            all = all.and(batch);
        }
        // However often a backend fails, no more is owed than there are keys.
        all.normalize();
        owed.clear();
        owed.add(all);
        long begin = Stopwatch.nanos();
        backend.apply(all, checkpoint);
        add(applies, begin);
    }

    /** What is owed was taken over. */
    void taken() {
        owed.clear();
        deleted.values().forEach(Set::clear);
    }

    /** Empties it, to load a checkpoint. */
    void clear() throws IOException {
        backend.clear();
    }

    /** Takes a part of a checkpoint that is loaded; the last one has its id, the others {@link StateBackend#NO_CHECKPOINT}. */
    void load(StateBatch part, long checkpoint) throws IOException {
        backend.apply(part, checkpoint);
    }

    /** Collects the keys whose state is gone. */
    private final class Deletions implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            Set<ByteBuffer> gone = deleted.get(store);
            if (gone != null && !gone.isEmpty()) {
                gone.remove(ByteBuffer.wrap(key));
            }
        }

        @Override
        public void delete(String store, byte[] key) {
            Set<ByteBuffer> gone = deleted.get(store);
            if (gone != null) {
                gone.add(ByteBuffer.wrap(key));
            }
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            // Nobody looks into slices that are gone.
        }
    }
}
