// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.engine.Pipeline;
import io.tidemark.engine.StateEntries;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entries of a checkpoint in sorted maps, as {@link Pipeline#save} changed them: what a log and a backend do, without either.
 *
 * <p>Keys longer than any backend must take are refused.
 */
public final class SavedState implements StateEntries {
    private static final int MAX_KEY = 480;

    private final Map<String, TreeMap<byte[], byte[]>> stores = new TreeMap<>();

    /** Nothing. */
    public SavedState() {}

    /** Makes the changes that {@code pipeline} has to tell. */
    public void take(Pipeline<?> pipeline) {
        apply(pipeline.save());
    }

    /** Makes the changes of {@code batch}. */
    public void apply(StateBatch batch) {
        try {
            batch.forEach(new Changes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a new {@code pipeline} go on from here.
     *
     * @param checkpoint the id of the checkpoint that this is, by which a warm tier knows it
     * @throws AssertionError when there is an entry that is not a pipeline's
     */
    public void restore(Pipeline<?> pipeline, long checkpoint) throws IOException {
        pipeline.restore(checkpoint, this, new NothingElse());
    }

    /** How many entries there are in {@code store}. */
    public int size(String store) {
        return of(store).size();
    }

    @Override
    public void forEach(StateBatch.Visitor visitor) throws IOException {
        for (Map.Entry<String, TreeMap<byte[], byte[]>> store : stores.entrySet()) {
            for (Map.Entry<byte[], byte[]> entry : store.getValue().entrySet()) {
                visitor.put(
                        store.getKey(), entry.getKey().clone(), entry.getValue().clone());
            }
        }
    }

    private Map<byte[], byte[]> of(String store) {
        return stores.computeIfAbsent(store, name -> new TreeMap<>(Arrays::compareUnsigned));
    }

    private final class Changes implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            if (key.length > MAX_KEY) {
                throw new AssertionError("a key of " + key.length + " bytes is too long for some backends");
            }
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

    private static final class NothingElse implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            throw new AssertionError("a pipeline has no store " + store);
        }

        @Override
        public void delete(String store, byte[] key) {
            throw new AssertionError("a checkpoint deletes nothing");
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            throw new AssertionError("a checkpoint deletes nothing");
        }
    }
}
