// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

/**
 * Counters of 4, 8, 16, 32 or 64 bits, packed into words of 64 bits, lowest first. A lane's width is given as its logarithm, 2 to 6.
 *
 * <p>The highest bit of every lane, its <em>guard</em>, stays clear. So a whole word of counters is added with one addition that never carries from lane to
 * lane, and one look at the guards tells whether a counter has outgrown its lane (SIMD within a register).
 */
final class Lanes {
    static final int NARROWEST = 2;
    static final int WIDEST = 6;

    private static final int HALF_WORD = 32;

    /** By logarithm: all bits of every second lane, the lowest first. */
    private static final long[] EVEN = {
        0x5555_5555_5555_5555L,
        0x3333_3333_3333_3333L,
        0x0f0f_0f0f_0f0f_0f0fL,
        0x00ff_00ff_00ff_00ffL,
        0x0000_ffff_0000_ffffL,
        0x0000_0000_ffff_ffffL
    };
    /** By logarithm: the lowest bit of every lane. */
    private static final long[] ONE = {
        -1L,
        0x5555_5555_5555_5555L,
        0x1111_1111_1111_1111L,
        0x0101_0101_0101_0101L,
        0x0001_0001_0001_0001L,
        0x0000_0001_0000_0001L,
        1L
    };
    /** By logarithm: the highest bit of every lane. */
    private static final long[] GUARD = {
        -1L,
        0xaaaa_aaaa_aaaa_aaaaL,
        0x8888_8888_8888_8888L,
        0x8080_8080_8080_8080L,
        0x8000_8000_8000_8000L,
        0x8000_0000_8000_0000L,
        Long.MIN_VALUE
    };

    private Lanes() {}

    static long guards(int log) {
        return GUARD[log];
    }

    /** The greatest count that a lane may hold. */
    static long capacity(int log) {
        return (1L << ((1 << log) - 1)) - 1;
    }

    /** The counter in a slot; slots are numbered through all words. */
    static long get(long[] words, int log, int slot) {
        return words[slot >>> (WIDEST - log)] >>> (slot << log) & (-1L >>> -(1 << log));
    }

    /** The sum of a word's counters. */
    static long sum(long word, int log) {
        if (log == WIDEST) {
            return word;
        }
        // In pairs first: then each lane has room for the sum of all, which the multiplication gathers in the highest
        // one.
        long pairs = (word & EVEN[log]) + (word >>> (1 << log) & EVEN[log]);
        return (pairs * ONE[log + 1]) >>> -(2 << log);
    }

    /** The counters in the lower half of a word, in lanes twice as wide. */
    static long spreadLower(long word, int log) {
        long lanes = word & 0x0000_0000_ffff_ffffL;
        if (log < 5) {
            lanes = (lanes | lanes << 16) & 0x0000_ffff_0000_ffffL;
        }
        if (log < 4) {
            lanes = (lanes | lanes << 8) & 0x00ff_00ff_00ff_00ffL;
        }
        if (log < 3) {
            lanes = (lanes | lanes << 4) & 0x0f0f_0f0f_0f0f_0f0fL;
        }
        return lanes;
    }

    /** The counters in the upper half of a word, in lanes twice as wide. */
    static long spreadUpper(long word, int log) {
        return spreadLower(word >>> HALF_WORD, log);
    }

    /** All counters in lanes twice as wide. */
    static long[] widen(long[] words, int log) {
        long[] wide = new long[2 * words.length];
        for (int i = 0; i < words.length; i++) {
            wide[2 * i] = spreadLower(words[i], log);
            wide[2 * i + 1] = spreadUpper(words[i], log);
        }
        return wide;
    }
}
