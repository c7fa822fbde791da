// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.ordered.OrderedDatabase;
import io.tidemark.state.ordered.OrderedStateBackend;
import io.tidemark.state.ordered.OrderedWalk;
import io.tidemark.state.ordered.OrderedWriter;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What backends over embedded databases share, over the simplest database there can be: a sorted map that is copied for each write. */
final class OrderedStateBackendTest extends StateBackendContract {
    private final MapDatabase database = new MapDatabase();

    @Override
    protected StateBackend open(Path directory) throws IOException {
        return OrderedStateBackend.open(new Place("map", "contract", directory), database, 500);
    }

    /** Outlives the backends over it. */
    private static final class MapDatabase implements OrderedDatabase {
        private volatile TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

        @Override
        public byte @Nullable [] get(byte[] key) {
            byte[] value = entries.get(key);
            return value == null ? null : value.clone();
        }

        @Override
        public OrderedWalk walk(KeyRange range) {
            byte[] to = Objects.requireNonNull(range.to());
            return new MapWalk(entries.subMap(range.from(), to).entrySet().iterator());
        }

        @Override
        public void write(long bytes, Writing writing) throws IOException {
            TreeMap<byte[], byte[]> next = new TreeMap<>(entries);
            writing.into(new MapWriter(next));
            entries = next;
        }

        @Override
        public void close() {
            // It stays, to be opened again.
        }
    }

    /**
     * Changes a map.
     *
     * @param entries the map
     */
    private record MapWriter(Map<byte[], byte[]> entries) implements OrderedWriter {
        @Override
        public void put(byte[] key, byte[] value) {
            entries.put(key.clone(), value.clone());
        }

        @Override
        public void delete(byte[] key) {
            entries.remove(key);
        }

        @Override
        public void deleteRange(KeyRange range) {
            entries.keySet().removeIf(range::contains);
        }
    }

    /** Walks over a map that nobody changes. */
    private static final class MapWalk implements OrderedWalk {
        private final Iterator<Map.Entry<byte[], byte[]>> entries;
        private byte[] key = new byte[0];
        private byte[] value = new byte[0];

        MapWalk(Iterator<Map.Entry<byte[], byte[]>> entries) {
            this.entries = entries;
        }

        @Override
        public boolean next() {
            if (!entries.hasNext()) {
                return false;
            }
            Map.Entry<byte[], byte[]> entry = entries.next();
            key = entry.getKey();
            value = entry.getValue();
            return true;
        }

        @Override
        public byte[] key() {
            return key;
        }

        @Override
        public byte[] value() {
            return value.clone();
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
