// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.codec.CorruptStateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The manifests in a storage, and the ids that are taken. Writing one is the step that makes a checkpoint. */
final class Manifests {
    private final CheckpointStorage storage;
    private final NavigableMap<Long, Checkpoint> readable = new TreeMap<>();
    private final NavigableMap<Long, String> damaged = new TreeMap<>();
    private long lastId;

    /** What was written last, while it is not known whether it is there. */
    private @Nullable Checkpoint attempt;

    private Manifests(CheckpointStorage storage) {
        this.storage = storage;
    }

    static Manifests open(CheckpointStorage storage) throws IOException {
        Manifests manifests = new Manifests(storage);
        for (long id : manifests.listed()) {
            manifests.read(id);
            manifests.lastId = Math.max(manifests.lastId, id);
        }
        return manifests;
    }

    /** Those that can be read, by id. */
    NavigableMap<Long, Checkpoint> readable() {
        return readable;
    }

    /** What is wrong with the others, by id. */
    NavigableMap<Long, String> damaged() {
        return damaged;
    }

    long lastId() {
        return lastId;
    }

    /** The next id is above {@code id}. */
    void startAfter(long id) {
        lastId = Math.max(lastId, id);
    }

    /** What is wrong by now with the manifest of {@code checkpoint}, or null. */
    @Nullable
    String problem(Checkpoint checkpoint) throws IOException {
        String name = LogNames.manifest(checkpoint.id());
        byte @Nullable [] bytes = storage.get(name);
        if (bytes == null) {
            return "the blob '" + name + "' is missing";
        }
        return Arrays.equals(bytes, ManifestFormat.write(checkpoint))
                ? null
                : "the blob '" + name + "' was changed after it was written";
    }

    /**
     * Finds out what became of a manifest whose writing failed. It may be there all the same.
     *
     * @throws IOException when it is, and has the id that the next one was to have
     */
    void settle(long nextId) throws IOException {
        Checkpoint open = attempt;
        if (open == null) {
            return;
        }
        if (isThere(open)) {
            add(open);
        }
        attempt = null;
        if (nextId <= lastId) {
            throw new IOException("checkpoint " + nextId + " is in the storage, although writing it had failed;"
                    + " the next one must be " + (lastId + 1));
        }
    }

    /** Writes one; it is a checkpoint from then on. */
    void write(Checkpoint checkpoint) throws IOException {
        attempt = checkpoint;
        try {
            storage.put(LogNames.manifest(checkpoint.id()), ManifestFormat.write(checkpoint));
        } catch (BlobExistsException e) {
            // A storage that tries again may meet what it wrote before its answer was lost.
            if (!isThere(checkpoint)) {
                throw fenced(checkpoint.id());
            }
        } catch (IOException e) {
            recover(checkpoint, e);
        }
        requireNewest(checkpoint);
        attempt = null;
        add(checkpoint);
    }

    /** Deletes those of greater ids, the newest first. */
    void discardAfter(long id) throws IOException {
        Checkpoint open = attempt;
        if (open != null && open.id() > id) {
            storage.delete(LogNames.manifest(open.id()));
            attempt = null;
        }
        for (long newer : List.copyOf(ids().tailSet(id, false).descendingSet())) {
            delete(newer);
        }
    }

    /** Deletes those that are older than the newest {@code count} that can be read. */
    void retain(int count) throws IOException {
        OptionalLong oldest = readable.descendingKeySet().stream()
                .limit(count)
                .mapToLong(Long::longValue)
                .min();
        for (long older : List.copyOf(ids().headSet(oldest.orElse(0)))) {
            delete(older);
        }
    }

    private void delete(long id) throws IOException {
        storage.delete(LogNames.manifest(id));
        readable.remove(id);
        damaged.remove(id);
    }

    private NavigableSet<Long> ids() {
        NavigableSet<Long> ids = new TreeSet<>(readable.keySet());
        ids.addAll(damaged.keySet());
        return ids;
    }

    private void add(Checkpoint checkpoint) {
        readable.put(checkpoint.id(), checkpoint);
        lastId = Math.max(lastId, checkpoint.id());
    }

    private boolean isThere(Checkpoint checkpoint) throws IOException {
        byte @Nullable [] bytes = storage.get(LogNames.manifest(checkpoint.id()));
        return bytes != null && Arrays.equals(bytes, ManifestFormat.write(checkpoint));
    }

    /** The answer to a write may be lost while the write was not. */
    private void recover(Checkpoint checkpoint, IOException failure) throws IOException {
        try {
            if (isThere(checkpoint)) {
                return;
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }

    /**
     * That a name could be written once is not enough to know that no other process writes: it may be so far ahead that it has deleted its checkpoint of that name. So one looks afterwards: of two
     * processes whose manifests are both there, the second to look sees the other's.
     */
    private void requireNewest(Checkpoint checkpoint) throws IOException {
        for (long id : listed()) {
            if (id > lastId && id != checkpoint.id()) {
                FencedException fenced = fenced(id);
                try {
                    storage.delete(LogNames.manifest(checkpoint.id()));
                } catch (IOException e) {
                    fenced.addSuppressed(e);
                }
                throw fenced;
            }
        }
    }

    private static FencedException fenced(long id) {
        return new FencedException("another process has written checkpoint " + id
                + ": only one may write the checkpoints of a job, and this one must stop");
    }

    private void read(long id) throws IOException {
        String name = LogNames.manifest(id);
        try {
            byte @Nullable [] bytes = storage.get(name);
            // It may have been deleted since it was listed: by the process that runs the job, while another one looks.
            if (bytes != null) {
                readable.put(id, ManifestFormat.read(bytes, id));
            }
        } catch (CorruptStateException e) {
            damaged.put(id, "the blob '" + name + "' is damaged: " + e.getMessage());
        }
    }

    private List<Long> listed() throws IOException {
        List<Long> ids = new ArrayList<>();
        for (StoredBlob blob : storage.list(LogNames.MANIFESTS)) {
            OptionalLong id = LogNames.checkpointOf(blob.name());
            id.ifPresent(ids::add);
        }
        return ids;
    }
}
