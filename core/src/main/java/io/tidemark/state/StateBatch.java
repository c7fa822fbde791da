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

    /**
     * Adds: sets {@code key} to {@code value} in {@code store}.
     *
     * @param value may be empty, which is not the same as none
     */
    public void put(String store, byte[] key, byte[] value) {
        add(store, key, visitor -> visitor.put(store, key, value));
        bytes += value.length;
    }

    /** Adds: removes {@code key} from {@code store}, if it is there. */
    public void delete(String store, byte[] key) {
        add(store, key, visitor -> visitor.delete(store, key));
    }

    /** Adds: removes every key of {@code range} from {@code store}. */
    public void deleteRange(String store, KeyRange range) {
        StoreNames.check(store);
        changes.add(visitor -> visitor.deleteRange(store, range));
    }

    /** Another batch: these changes, then those of {@code later}. */
    public StateBatch and(StateBatch later) {
        StateBatch both = new StateBatch();
        both.changes.addAll(changes);
        both.changes.addAll(later.changes);
        both.bytes = bytes + later.bytes;
        return both;
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

    private void add(String store, byte[] key, Change change) {
        StoreNames.check(store);
        if (key.length == 0) {
            throw new IllegalArgumentException("a key must have at least 1 byte");
        }
        changes.add(change);
        bytes += key.length;
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

    /** One change, which knows the visitor's method that takes it. */
    @FunctionalInterface
    private interface Change {
        void accept(Visitor visitor) throws IOException;
    }
}
