// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes a normalized batch as a segment: there a range stands at its lowest key, not before all keys. */
final class SegmentFilling implements StateBatch.Visitor {
    /** The longest key; all backends together take less. With it an entry always fits into a blob. */
    static final int MAX_KEY_LENGTH = 1 << 20;

    private final SegmentWriter writer;
    private final boolean isBase;

    /** Those that are still to be written. */
    private final Deque<SegmentEntry> ranges = new ArrayDeque<>();

    private SegmentFilling(SegmentWriter writer, boolean isBase) {
        this.writer = writer;
        this.isBase = isBase;
    }

    /** Writes {@code changes}, which are normalized. In a base, below which there is nothing, there are puts only. */
    static void write(StateBatch changes, SegmentWriter writer, boolean isBase) throws IOException {
        SegmentFilling filling = new SegmentFilling(writer, isBase);
        changes.forEach(filling);
        while (!filling.ranges.isEmpty()) {
            writer.add(filling.ranges.remove());
        }
    }

    /**
     * Checks that {@code changes} fit into a segment.
     *
     * @throws IllegalArgumentException when a key or a value is longer than the limit
     */
    static void check(StateBatch changes) throws IOException {
        changes.forEach(new Limits());
    }

    @Override
    public void put(String store, byte[] key, byte[] value) throws IOException {
        add(SegmentEntry.put(store, key, value));
    }

    @Override
    public void delete(String store, byte[] key) throws IOException {
        if (!isBase) {
            add(new SegmentEntry(SegmentEntry.DELETE, store, key, null));
        }
    }

    @Override
    public void deleteRange(String store, KeyRange range) {
        if (!isBase) {
            ranges.add(new SegmentEntry(SegmentEntry.DELETE_RANGE, store, range.from(), range.to()));
        }
    }

    private void add(SegmentEntry entry) throws IOException {
        while (!ranges.isEmpty() && ranges.element().compareTo(entry) < 0) {
            writer.add(ranges.remove());
        }
        writer.add(entry);
    }

    /** Refuses what is too long. */
    private static final class Limits implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            check(store, key);
            if (value.length > StateBackend.MIN_MAX_VALUE_LENGTH) {
                throw new IllegalArgumentException("a value must have at most " + StateBackend.MIN_MAX_VALUE_LENGTH
                        + " bytes, but one in '" + store + "' has " + value.length);
            }
        }

        @Override
        public void delete(String store, byte[] key) {
            check(store, key);
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            check(store, range.from());
            byte[] to = range.to();
            if (to != null) {
                check(store, to);
            }
        }

        private static void check(String store, byte[] key) {
            if (key.length > MAX_KEY_LENGTH) {
                throw new IllegalArgumentException("a key must have at most " + MAX_KEY_LENGTH + " bytes, but one in '"
                        + store + "' has " + key.length);
            }
        }
    }
}
