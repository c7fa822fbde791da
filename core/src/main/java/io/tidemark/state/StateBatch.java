// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes of one or more stores, in order, that a backend makes in one atomic step. Where two changes meet, the later one holds: a put after a delete of its
 * range stays, a put before it is deleted.
 *
 * <p>Some backends work through deleted ranges one by one, so deletes of ranges belong first, and many of them in a row.
 *
 * <p>Trap: the arrays are not copied. They must not be changed until {@link StateBackend#apply} has returned.
 */
public final class StateBatch {
    private final List<Change> changes = new ArrayList<>();
    private long bytes;
    private boolean isNormal = true;

    /**
     * Adds: sets {@code key} to {@code value} in {@code store}.
     *
     * @param value may be empty, which is not the same as none
     */
    public void put(String store, byte[] key, byte[] value) {
        checkKey(key);
        add(Change.put(store, key, value));
    }

    /** Adds: removes {@code key} from {@code store}, if it is there. */
    public void delete(String store, byte[] key) {
        checkKey(key);
        add(Change.delete(store, key));
    }

    /** Adds: removes every key of {@code range} from {@code store}. */
    public void deleteRange(String store, KeyRange range) {
        StoreNames.check(store);
        if (!range.isEmpty()) {
            add(Change.deleteRange(store, range.from(), range.to()));
        }
    }

    /** Another batch: these changes, then those of {@code later}. */
    public StateBatch and(StateBatch later) {
        StateBatch both = new StateBatch();
        both.changes.addAll(changes);
        both.changes.addAll(later.changes);
        both.bytes = bytes + later.bytes;
        both.isNormal = changes.isEmpty() ? later.isNormal : isNormal && later.changes.isEmpty();
        return both;
    }

    /**
     * Brings the changes into an order in which they have the same effect and are as few as they can be: by store; in a store the ranges, none of which touches another, then at most one change of each key, by key. A backend
     * whose entries lie in order takes them faster.
     */
    public void normalize() {
        if (!isNormal) {
            List<Change> ordered = ChangeOrder.of(changes);
            changes.clear();
            changes.addAll(ordered);
            bytes = changes.stream().mapToLong(Change::size).sum();
            isNormal = true;
        }
    }

    /** Whether it changes nothing. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** How many changes. */
    public int size() {
        return changes.size();
    }

    /** The bytes of all keys and values. */
    public long bytes() {
        return bytes;
    }

    /** Hands the changes to {@code visitor}, in order. */
    public void forEach(Visitor visitor) throws IOException {
        for (Change change : changes) {
            change.accept(visitor);
        }
    }

    private void add(Change change) {
        StoreNames.check(change.store());
        changes.add(change);
        bytes += change.size();
        isNormal = false;
    }

    private static void checkKey(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("a key must have at least 1 byte");
        }
    }

    /** Takes the changes of a batch. The arrays are not copies and must not be kept. */
    public interface Visitor {
        /** Sets a key. */
        void put(String store, byte[] key, byte[] value) throws IOException;

        /** Removes a key. */
        void delete(String store, byte[] key) throws IOException;

        /** Removes the keys of a range. */
        void deleteRange(String store, KeyRange range) throws IOException;
    }
}
