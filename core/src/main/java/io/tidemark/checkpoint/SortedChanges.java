// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings the changes of a batch into the order of a segment, with the last change of each key. */
final class SortedChanges implements StateBatch.Visitor {
    /** The longest key; all backends together take less. With it an entry always fits into a blob. */
    static final int MAX_KEY_LENGTH = 1 << 20;

    private static final Comparator<Change> BY_KEY = (a, b) -> {
        int order = Arrays.compareUnsigned(a.entry.key(), b.entry.key());
        return order != 0 ? order : Long.compare(a.number, b.number);
    };

    private final SortedMap<String, OfStore> stores = new TreeMap<>();
    private long number;

    private SortedChanges() {}

    /**
     * Those of {@code batch}.
     *
     * @throws IllegalArgumentException when a key or a value is longer than the limit
     */
    static SortedChanges of(StateBatch batch) throws IOException {
        SortedChanges changes = new SortedChanges();
        batch.forEach(changes);
        return changes;
    }

    /** Writes them. In a base, below which there is nothing, there are puts only. */
    void writeTo(SegmentWriter writer, boolean isBase) throws IOException {
        for (OfStore changes : stores.values()) {
            changes.writeTo(writer, isBase);
        }
    }

    @Override
    public void put(String store, byte[] key, byte[] value) {
        if (value.length > StateBackend.MIN_MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException("a value must have at most " + StateBackend.MIN_MAX_VALUE_LENGTH
                    + " bytes, but one in '" + store + "' has " + value.length);
        }
        add(of(store).points, SegmentEntry.put(store, key, value));
    }

    @Override
    public void delete(String store, byte[] key) {
        add(of(store).points, new SegmentEntry(SegmentEntry.DELETE, store, key, null));
    }

    @Override
    public void deleteRange(String store, KeyRange range) {
        if (!range.isEmpty()) {
            add(of(store).ranges, new SegmentEntry(SegmentEntry.DELETE_RANGE, store, range.from(), range.to()));
        }
    }

    private OfStore of(String store) {
        return stores.computeIfAbsent(store, name -> new OfStore());
    }

    private void add(List<Change> changes, SegmentEntry entry) {
        int length = Math.max(entry.key().length, entry.isRange() ? entry.value().length : 0);
        if (length > MAX_KEY_LENGTH) {
            throw new IllegalArgumentException("a key must have at most " + MAX_KEY_LENGTH + " bytes, but one in '"
                    + entry.store() + "' has " + length);
        }
        changes.add(new Change(entry, number++));
    }

    /**
     * A change and its place in the batch.
     *
     * @param number greater for later ones
     */
    private record Change(SegmentEntry entry, long number) {}

    /** The changes of one store. */
    private static final class OfStore {
        private final List<Change> points = new ArrayList<>();
        private final List<Change> ranges = new ArrayList<>();
        private final PriorityQueue<Change> latest =
                new PriorityQueue<>(Comparator.comparingLong(Change::number).reversed());
        private int nextRange;

        void writeTo(SegmentWriter writer, boolean isBase) throws IOException {
            points.sort(BY_KEY);
            ranges.sort(BY_KEY);
            List<SegmentEntry> union = isBase ? List.of() : union();
            int next = 0;
            for (int i = 0; i < points.size(); i++) {
                SegmentEntry entry = points.get(i).entry;
                for (; next < union.size() && union.get(next).compareTo(entry) < 0; next++) {
                    writer.add(union.get(next));
                }
                if (counts(i, isBase)) {
                    writer.add(entry);
                }
            }
            for (; next < union.size(); next++) {
                writer.add(union.get(next));
            }
        }

        /** Whether a change holds: it is the last one of its key, and no later range deletes it. A delete in a range of its own batch says nothing new. */
        private boolean counts(int i, boolean isBase) {
            Change change = points.get(i);
            if (i + 1 < points.size() && points.get(i + 1).entry.compareKey(change.entry) == 0) {
                return false;
            }
            @Nullable Change range = latestRangeAt(change.entry);
            if (change.entry.kind() == SegmentEntry.DELETE) {
                return !isBase && range == null;
            }
            return range == null || range.number < change.number;
        }

        /** The last range that holds a key. Keys are asked for in ascending order: ranges come in as they begin, and go when they are on top and have ended. */
        private @Nullable Change latestRangeAt(SegmentEntry point) {
            while (nextRange < ranges.size() && ranges.get(nextRange).entry.compareKey(point) <= 0) {
                latest.add(ranges.get(nextRange++));
            }
            Change top = latest.peek();
            while (top != null && !top.entry.reaches(point)) {
                latest.poll();
                top = latest.peek();
            }
            return top;
        }

        /** The ranges as ones that neither meet nor touch. */
        private List<SegmentEntry> union() {
            List<SegmentEntry> union = new ArrayList<>();
            for (Change change : ranges) {
                SegmentEntry range = change.entry;
                int last = union.size() - 1;
                if (last < 0 || !meets(union.get(last), range)) {
                    union.add(range);
                } else if (!isAtLeast(union.get(last), range)) {
                    SegmentEntry first = union.get(last);
                    union.set(last, new SegmentEntry(first.kind(), first.store(), first.key(), range.bytes()));
                }
            }
            return union;
        }

        /** Whether {@code range} begins before or where {@code earlier} ends. */
        private static boolean meets(SegmentEntry earlier, SegmentEntry range) {
            byte[] end = earlier.bytes();
            return end == null || Arrays.compareUnsigned(range.key(), end) <= 0;
        }

        /** Whether {@code earlier} ends no earlier than {@code range}. */
        private static boolean isAtLeast(SegmentEntry earlier, SegmentEntry range) {
            byte[] end = earlier.bytes();
            byte[] other = range.bytes();
            return end == null || (other != null && Arrays.compareUnsigned(end, other) >= 0);
        }
    }
}
