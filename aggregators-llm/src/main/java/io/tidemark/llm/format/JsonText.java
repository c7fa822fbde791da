// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import org.jspecify.annotations.Nullable;

/**
 * What the JSON parser does not look at: it takes overlong and surrogate bytes for characters, guesses UTF-16 and UTF-32, and lets an escape be half of a character. All of
 * that would make texts that no output can write again.
 */
final class JsonText {

    private JsonText() {}

    /** What is wrong with {@code bytes} as text, for people; null when nothing is. */
    static @Nullable String defect(byte[] bytes) {
        int plain = plainPrefix(bytes);
        if (plain == bytes.length) {
            return null;
        }
        if (!Utf8.isValid(bytes, plain)) {
            return "the record is not UTF-8";
        }
        return hasHalfCharacter(bytes, plain) ? "the record has half a character, a lone surrogate" : null;
    }

    /** How many bytes from the beginning, or fewer, are ASCII, not 0, and no backslash: eight at a time, since nearly all are. */
    private static int plainPrefix(byte[] bytes) {
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            long word = Words.at(bytes, at);
            // A byte that is 0 borrows from its high bit in the subtraction.
            long zero = (word - Words.ONES) & ~word;
            long backslash = word ^ Words.BACKSLASHES;
            if (((word | zero | ((backslash - Words.ONES) & ~backslash)) & Words.HIGHS) != 0) {
                return at;
            }
        }
        while (at < bytes.length && bytes[at] > 0 && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    private static boolean hasHalfCharacter(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length) {
            if (bytes[at] != '\\') {
                at++;
                continue;
            }
            int code = escape(bytes, at);
            if (code >= 0 && Character.isHighSurrogate((char) code)) {
                int low = escape(bytes, at + 6);
                if (low < 0 || !Character.isLowSurrogate((char) low)) {
                    return true;
                }
                at += 12;
            } else if (code >= 0 && Character.isLowSurrogate((char) code)) {
                return true;
            } else {
                at += 2;
            }
        }
        return false;
    }

    /** The code of the escape <code>\u0000</code> to <code>\uFFFF</code> at {@code at}; -1 when there is none. */
    private static int escape(byte[] bytes, int at) {
        if (at + 6 > bytes.length || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int code = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }
}
