// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A range of keys, {@code [from, to)}: from {@code 10} to {@code 20} holds {@code 10} and {@code 1F FF}, but not {@code 20}. Keys are ordered as unsigned bytes.
 *
 * <p>Either bound may be missing. A range whose {@code to} is not above its {@code from} is empty.
 */
public final class KeyRange {
    private static final KeyRange ALL = new KeyRange(new byte[0], null);

    private final byte[] from;
    private final byte @Nullable [] to;

    private KeyRange(byte[] from, byte @Nullable [] to) {
        this.from = from;
        this.to = to;
    }

    /** Every key. */
    public static KeyRange all() {
        return ALL;
    }

    /** The keys of {@code [from, to)}. */
    public static KeyRange of(byte[] from, byte[] to) {
        return new KeyRange(from.clone(), to.clone());
    }

    /** {@code from} and every key above it. */
    public static KeyRange startingAt(byte[] from) {
        return new KeyRange(from.clone(), null);
    }

    /** Every key below {@code to}. */
    public static KeyRange before(byte[] to) {
        return new KeyRange(new byte[0], to.clone());
    }

    /** The keys that begin with {@code prefix}, itself included. The end of {@code 10 FF} is {@code 11}; {@code FF FF} has none. */
    public static KeyRange prefix(byte[] prefix) {
        int length = prefix.length;
        while (length > 0 && prefix[length - 1] == (byte) 0xFF) {
            length--;
        }
        if (length == 0) {
            return startingAt(prefix);
        }
        byte[] end = Arrays.copyOf(prefix, length);
        end[length - 1]++;
        return new KeyRange(prefix.clone(), end);
    }

    /** The lowest key in it; empty when it has no lower bound. Not a copy. */
    public byte[] from() {
        return from;
    }

    /** The lowest key above it; null when it has no upper bound. Not a copy. */
    public byte @Nullable [] to() {
        return to;
    }

    /** Whether {@code key} lies in it. */
    public boolean contains(byte[] key) {
        return Arrays.compareUnsigned(from, key) <= 0 && (to == null || Arrays.compareUnsigned(key, to) < 0);
    }

    /** Whether no key can lie in it. */
    public boolean isEmpty() {
        return to != null && Arrays.compareUnsigned(from, to) >= 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyRange that && Arrays.equals(from, that.from) && Arrays.equals(to, that.to);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return "[" + hex.formatHex(from) + ", " + (to == null ? "" : hex.formatHex(to)) + ")";
    }
}
