// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One change of a {@link StateBatch}. */
final class Change {
    private enum Kind {
        PUT,
        DELETE,
        DELETE_RANGE
    }

    private static final byte[] NONE = new byte[0];
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Kind kind;
    private final String store;

    /** The key, or the lowest one of a range. */
    private final byte[] key;

    /** The value, or the end of a range; null for a delete, and for a range without end. */
    private final byte @Nullable [] bytes;

    /** The first eight bytes of the key, by which nearly all comparisons are decided without a look at the array. */
    private final long head;

    /** Where it stands among the changes that {@link ChangeOrder} brings into order. */
    int place;

    private Change(Kind kind, String store, byte[] key, byte @Nullable [] bytes) {
        this.kind = kind;
        this.store = store;
        this.key = key;
        this.bytes = bytes;
        head = head(key);
    }

    /** The first eight bytes as a number, with zeros for those that are not there: where two differ, keys are in their order. */
    private static long head(byte[] key) {
        if (key.length >= Long.BYTES) {
            return (long) BIG_ENDIAN.get(key, 0);
        }
        long head = 0;
        for (int i = 0; i < key.length; i++) {
            head |= (key[i] & 0xFFL) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        return head;
    }

    static Change put(String store, byte[] key, byte[] value) {
        return new Change(Kind.PUT, store, key, value);
    }

    static Change delete(String store, byte[] key) {
        return new Change(Kind.DELETE, store, key, null);
    }

    static Change deleteRange(String store, byte[] from, byte @Nullable [] to) {
        return new Change(Kind.DELETE_RANGE, store, from, to);
    }

    String store() {
        return store;
    }

    boolean isDelete() {
        return kind == Kind.DELETE;
    }

    boolean isRange() {
        return kind == Kind.DELETE_RANGE;
    }

    /** Of key and value; ranges are for nothing. */
    long size() {
        return isRange() ? 0 : key.length + (bytes == null ? 0 : bytes.length);
    }

    void accept(StateBatch.Visitor visitor) throws IOException {
        switch (kind) {
            case PUT -> visitor.put(store, key, bytes == null ? NONE : bytes);
            case DELETE -> visitor.delete(store, key);
            case DELETE_RANGE ->
                visitor.deleteRange(store, bytes == null ? KeyRange.startingAt(key) : KeyRange.of(key, bytes));
        }
    }

    /** By key, or the lowest one, as unsigned bytes. */
    int compareKey(Change that) {
        int order = Long.compareUnsigned(head, that.head);
        return order != 0 ? order : Arrays.compareUnsigned(key, that.key);
    }

    /** Whether this range, which does not begin after {@code that}, has not ended before it. */
    boolean reaches(Change that) {
        return bytes == null || Arrays.compareUnsigned(that.key, bytes) < 0;
    }

    /** Whether this range, which does not begin after {@code that} one, overlaps it or ends where it begins. */
    boolean meets(Change that) {
        return bytes == null || Arrays.compareUnsigned(that.key, bytes) <= 0;
    }

    /** This range, extended to the end of {@code that} one if it ends earlier. */
    Change upTo(Change that) {
        boolean isLonger = bytes == null || (that.bytes != null && Arrays.compareUnsigned(bytes, that.bytes) >= 0);
        return isLonger ? this : deleteRange(store, key, that.bytes);
    }
}
