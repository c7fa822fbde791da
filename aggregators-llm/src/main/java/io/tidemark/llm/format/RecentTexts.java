// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Short texts that were made before, by their bytes: names of models and types come again and again, and need not be made, and hashed, for each record. One text has each place, the last one that came. */
final class RecentTexts {
    private static final int PLACES = 256;
    private static final int PLACE_SHIFT = Long.SIZE - 8;
    private static final int LONGEST = 32;

    private final String[] texts = new String[PLACES];
    private final long[] heads = new long[PLACES];
    private final byte[][] keys = new byte[PLACES][];

    /** The text of the ASCII in {@code [from, to)}. */
    String get(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0 || length > LONGEST) {
            return make(bytes, from, length);
        }
        long head = Words.head(bytes, from, to);
        int place = place(head, length > Long.BYTES ? Words.at(bytes, to - Long.BYTES) : length);
        byte[] key = keys[place];
        if (key == null || key.length != length || heads[place] != head || !Words.isSame(key, bytes, from)) {
            keys[place] = Arrays.copyOfRange(bytes, from, to);
            heads[place] = head;
            texts[place] = make(bytes, from, length);
        }
        return texts[place];
    }

    private static String make(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static int place(long head, long tail) {
        return (int) (((head * 31 + tail) * Words.SPREAD) >>> PLACE_SHIFT);
    }
}
