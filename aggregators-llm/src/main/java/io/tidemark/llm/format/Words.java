// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of text at a time, as a number of which the first is the lowest byte. */
final class Words {
    /** Each byte is 1. */
    static final long ONES = 0x0101010101010101L;
    /** The high bit of each byte. */
    static final long HIGHS = 0x8080808080808080L;
    /** Each byte is a backslash. */
    static final long BACKSLASHES = ONES * '\\';

    /** The golden ratio: a product with it has what differs in few bits in its high ones. */
    static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** The eight bytes from {@code at} on. */
    static long at(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** The first eight bytes of the text in {@code [from, to)}; of a shorter one all, and zeros. */
    static long head(byte[] bytes, int from, int to) {
        int length = Math.min(to - from, Long.BYTES);
        if (from + Long.BYTES > bytes.length) {
            return headAtTheEnd(bytes, from, length);
        }
        long word = at(bytes, from);
        return length == Long.BYTES ? word : word & ((1L << (Byte.SIZE * length)) - 1);
    }

    private static long headAtTheEnd(byte[] bytes, int from, int length) {
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = word << Byte.SIZE | (bytes[from + i] & 0xff);
        }
        return word;
    }

    /** Whether {@code bytes} have {@code text} at {@code from}, when their heads are the same; they are long enough for it. */
    static boolean isSame(byte[] text, byte[] bytes, int from) {
        int last = text.length - Long.BYTES;
        for (int i = Long.BYTES; i < last; i += Long.BYTES) {
            if (at(text, i) != at(bytes, from + i)) {
                return false;
            }
        }
        return last <= 0 || at(text, last) == at(bytes, from + last);
    }
}
