// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One change in a segment.
 *
 * <p>A segment holds at most one change of a key, and its deleted ranges do not meet, so that sorting them tells everything: what lies in a deleted range of older segments is gone, what this segment puts stays.
 */
final class SegmentEntry {
    static final int PUT = 1;
    static final int DELETE = 2;
    static final int DELETE_RANGE = 3;

    private static final byte[] NONE = new byte[0];

    private final int kind;
    private final String store;
    private final byte[] key;
    private final byte @Nullable [] bytes;

    /**
     * An entry; the arrays are not copied.
     *
     * @param kind one of the constants
     * @param key the key, or the lowest one of a range
     * @param bytes the value of a put; the end of a range, null when it has none; null for a delete
     */
    SegmentEntry(int kind, String store, byte[] key, byte @Nullable [] bytes) {
        this.kind = kind;
        this.store = store;
        this.key = key;
        this.bytes = bytes;
    }

    static SegmentEntry put(String store, byte[] key, byte[] value) {
        return new SegmentEntry(PUT, store, key, value);
    }

    int kind() {
        return kind;
    }

    String store() {
        return store;
    }

    byte[] key() {
        return key;
    }

    byte @Nullable [] bytes() {
        return bytes;
    }

    boolean isRange() {
        return kind == DELETE_RANGE;
    }

    /** The value of a put. */
    byte[] value() {
        return bytes == null ? NONE : bytes;
    }

    /** The order of a segment: by store, by key as unsigned bytes, a range before the change of the key that it begins with. */
    int compareTo(SegmentEntry that) {
        int order = compareKey(that);
        return order != 0 ? order : Boolean.compare(that.isRange(), isRange());
    }

    int compareKey(SegmentEntry that) {
        int order = store.equals(that.store) ? 0 : store.compareTo(that.store);
        return order != 0 ? order : Arrays.compareUnsigned(key, that.key);
    }

    /** Whether this range is still open at {@code that}, which does not lie before its beginning. */
    boolean reaches(SegmentEntry that) {
        return store.equals(that.store) && (bytes == null || Arrays.compareUnsigned(that.key, bytes) < 0);
    }
}
