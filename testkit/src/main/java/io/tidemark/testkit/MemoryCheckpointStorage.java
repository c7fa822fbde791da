// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.checkpoint.BlobExistsException;
import io.tidemark.checkpoint.BlobNames;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.StoredBlob;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A checkpoint storage on the heap, for tests. What is durable about it are its blobs: {@link #reopened} finds them, as a restarted process would. */
public final class MemoryCheckpointStorage implements CheckpointStorage {
    /** Names are ASCII, so that the order of strings is the order of names. */
    private final ConcurrentSkipListMap<String, byte[]> blobs;

    private volatile boolean closed;

    /** Without blobs. */
    public MemoryCheckpointStorage() {
        this(new ConcurrentSkipListMap<>());
    }

    private MemoryCheckpointStorage(ConcurrentSkipListMap<String, byte[]> blobs) {
        this.blobs = blobs;
    }

    /** A new open storage of the same blobs, also when this one is closed. */
    public MemoryCheckpointStorage reopened() {
        return new MemoryCheckpointStorage(blobs);
    }

    @Override
    public void put(String name, byte[] content) throws BlobExistsException {
        requireOpen();
        if (blobs.putIfAbsent(BlobNames.check(name), content.clone()) != null) {
            throw new BlobExistsException(name);
        }
    }

    @Override
    public byte @Nullable [] get(String name) {
        requireOpen();
        byte[] content = blobs.get(BlobNames.check(name));
        return content == null ? null : content.clone();
    }

    @Override
    public List<StoredBlob> list(String prefix) {
        requireOpen();
        return blobs.tailMap(BlobNames.checkPrefix(prefix)).entrySet().stream()
                .takeWhile(blob -> blob.getKey().startsWith(prefix))
                .map(MemoryCheckpointStorage::listed)
                .toList();
    }

    @Override
    public void delete(String name) {
        requireOpen();
        blobs.remove(BlobNames.check(name));
    }

    @Override
    public void close() {
        closed = true;
    }

    private static StoredBlob listed(Map.Entry<String, byte[]> blob) {
        return new StoredBlob(blob.getKey(), blob.getValue().length);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the checkpoint storage is closed");
        }
    }
}
