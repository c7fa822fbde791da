// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.StoredBlob;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checkpoint storage whose calls fail at random. A blob whose {@code put} failed is there as a whole or not there, as the protocol says. Closing never fails. */
public final class FailingCheckpointStorage implements CheckpointStorage {
    private final CheckpointStorage storage;
    private final Faults faults;

    /** Makes calls of {@code storage} fail. */
    public FailingCheckpointStorage(CheckpointStorage storage, Faults faults) {
        this.storage = storage;
        this.faults = faults;
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        faults.around("put of '" + name + "'", () -> storage.put(name, content));
    }

    @Override
    public byte @Nullable [] get(String name) throws IOException {
        faults.before("get of '" + name + "'");
        return storage.get(name);
    }

    @Override
    public List<StoredBlob> list(String prefix) throws IOException {
        faults.before("list of '" + prefix + "'");
        return storage.list(prefix);
    }

    @Override
    public void delete(String name) throws IOException {
        faults.around("delete of '" + name + "'", () -> storage.delete(name));
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
