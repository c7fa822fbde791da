// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.rocksdb;

import io.tidemark.state.KeyRange;
import io.tidemark.state.ordered.OrderedWalk;
import java.io.IOException;
import java.util.Objects;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** A native iterator over a range, with what must live as long as it does. */
final class RocksDbWalk implements OrderedWalk {
    private final Failures failures;
    private final byte[] from;
    private final Natives natives = new Natives();
    private final RocksIterator iterator;
    private boolean begun;

    /** Over {@code range} as it is now. */
    RocksDbWalk(Failures failures, RocksDB rocks, KeyRange range) {
        this.failures = failures;
        this.from = range.from();
        Slice to = natives.keep(new Slice(Objects.requireNonNull(range.to())));
        // With the bound RocksDB does not read on into what comes after, such as tombstones of another store.
        ReadOptions options = natives.keep(new ReadOptions()).setIterateUpperBound(to);
        iterator = natives.keep(rocks.newIterator(options));
    }

    @Override
    public boolean next() throws IOException {
        if (begun) {
            iterator.next();
        } else {
            iterator.seek(from);
            begun = true;
        }
        return iterator.isValid() || end();
    }

    @Override
    public byte[] key() {
        return iterator.key();
    }

    @Override
    public byte[] value() {
        return iterator.value();
    }

    @Override
    public void close() {
        natives.close();
    }

    /** An iterator that met damage also says that it has no more. */
    private boolean end() throws IOException {
        try {
            iterator.status();
            return false;
        } catch (RocksDBException e) {
            throw failures.of(e);
        }
    }
}
