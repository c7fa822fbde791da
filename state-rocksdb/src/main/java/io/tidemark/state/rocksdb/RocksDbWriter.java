// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.rocksdb;

import io.tidemark.state.KeyRange;
import io.tidemark.state.ordered.OrderedWriter;
import java.io.IOException;
import java.util.Objects;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Collects changes in RocksDB's form. */
final class RocksDbWriter implements OrderedWriter, AutoCloseable {
    private static final long MAX_RESERVED = 256 << 20;

    private final Failures failures;
    private final WriteBatch batch;

    /** For about {@code bytes}: reserved, they need not be copied while it grows. */
    RocksDbWriter(Failures failures, long bytes) {
        this.failures = failures;
        this.batch = new WriteBatch((int) Math.min(bytes + bytes / 4, MAX_RESERVED));
    }

    /** What was collected; it ends with this. */
    WriteBatch batch() {
        return batch;
    }

    @Override
    public void put(byte[] key, byte[] value) throws IOException {
        try {
            batch.put(key, value);
        } catch (RocksDBException e) {
            throw failures.of(e);
        }
    }

    @Override
    public void delete(byte[] key) throws IOException {
        try {
            batch.delete(key);
        } catch (RocksDBException e) {
            throw failures.of(e);
        }
    }

    @Override
    public void deleteRange(KeyRange range) throws IOException {
        try {
            batch.deleteRange(range.from(), Objects.requireNonNull(range.to()));
        } catch (RocksDBException e) {
            throw failures.of(e);
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}
