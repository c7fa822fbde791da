// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.engine.StateReader;
import io.tidemark.engine.StateRecord;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import java.io.IOException;

/** Takes the entries of a checkpoint, which are only put, and hands on what they mean. */
final class PutVisitor implements StateBatch.Visitor {
    private final StateReader reader;
    private final Taker taker;

    PutVisitor(StateReader reader, Taker taker) {
        this.reader = reader;
        this.taker = taker;
    }

    /** Takes one after the other. */
    @FunctionalInterface
    interface Taker {
        /** Takes one. */
        void take(StateRecord entry) throws IOException;
    }

    @Override
    public void put(String store, byte[] key, byte[] value) throws IOException {
        taker.take(reader.read(store, key, value));
    }

    @Override
    public void delete(String store, byte[] key) throws IOException {
        throw new IOException("a checkpoint cannot delete a key of " + store);
    }

    @Override
    public void deleteRange(String store, KeyRange range) throws IOException {
        throw new IOException("a checkpoint cannot delete a range of " + store);
    }
}
