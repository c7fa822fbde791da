// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Batches that are the same in every process, and what they leave: so it can be said of a backend that another process left behind whether it holds just the first so many. */
final class NumberedBatches {
    private static final int BUCKETS = 16;
    private static final int SMALL_STORES = 8;

    private final Map<String, TreeMap<byte[], byte[]>> expected = new TreeMap<>();
    private long last;

    /** Batch {@code id}: fills one of some buckets of {@code a} anew, changes and deletes keys of {@code b}, and now and then begins another store. */
    static StateBatch batch(long id) {
        Random random = new Random(id);
        StateBatch batch = new StateBatch();
        byte bucket = (byte) (id % BUCKETS * 17);
        batch.deleteRange("a", KeyRange.prefix(new byte[] {bucket}));
        for (int i = 0; i < 40; i++) {
            byte[] key = bytes(random, 7);
            key[0] = bucket;
            batch.put("a", key, bytes(random, random.nextInt(2000)));
        }
        for (int i = 0; i < 10; i++) {
            batch.put("b", bytes(random, 1), bytes(random, 10));
            batch.delete("b", bytes(random, 1));
        }
        batch.put("small_" + id / BUCKETS % SMALL_STORES, bytes(random, 400), bytes(random, 5000));
        return batch;
    }

    /** How {@code backend} differs from what the batches up to its last checkpoint id leave; empty when it does not. To be asked with ids that do not fall. */
    Optional<String> difference(StateBackend backend) throws IOException {
        long id = backend.lastCheckpointId();
        advance(id);
        for (String store : expected.keySet()) {
            Optional<String> difference = difference(backend, store);
            if (difference.isPresent()) {
                return Optional.of("after batch " + id + ", store " + store + ": " + difference.get());
            }
        }
        return Optional.empty();
    }

    private void advance(long id) throws IOException {
        if (id < last) {
            throw new IllegalArgumentException("batch " + last + " cannot be taken back to look at " + id);
        }
        while (last < id) {
            last++;
            batch(last).forEach(new Model());
        }
    }

    private Optional<String> difference(StateBackend backend, String store) throws IOException {
        Iterator<Map.Entry<byte[], byte[]>> entries = of(store).entrySet().iterator();
        try (StateCursor cursor = backend.store(store).scan(KeyRange.all())) {
            while (entries.hasNext()) {
                Map.Entry<byte[], byte[]> entry = entries.next();
                String key = HexFormat.of().formatHex(entry.getKey());
                if (!cursor.next() || !Arrays.equals(cursor.key(), entry.getKey())) {
                    return Optional.of("key " + key + " is missing, or another one is before it");
                }
                if (!Arrays.equals(cursor.value(), entry.getValue())) {
                    return Optional.of("key " + key + " has another value");
                }
            }
            return cursor.next() ? Optional.of("there are more keys than there should be") : Optional.empty();
        }
    }

    private Map<byte[], byte[]> of(String store) {
        return expected.computeIfAbsent(store, unused -> new TreeMap<>(Arrays::compareUnsigned));
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Makes a batch's changes in what is expected. */
    private final class Model implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            of(store).put(key, value);
        }

        @Override
        public void delete(String store, byte[] key) {
            of(store).remove(key);
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            of(store).keySet().removeIf(range::contains);
        }
    }
}
