// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

/** UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. And no U+0000, which no text of ours has and which betrays UTF-16. */
final class Utf8 {
    private Utf8() {}

    /** Whether {@code bytes} are valid from {@code from} on, where a character begins. */
    static boolean isValid(byte[] bytes, int from) {
        return isValid(bytes, from, bytes.length);
    }

    /** Whether {@code bytes} are valid in {@code [from, to)}, where a character begins and one ends. */
    static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = length(bytes, at, to);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** How many bytes the character at {@code at} has; 0 when it is none. */
    private static int length(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return first == 0 ? 0 : 1;
        }
        if (first < 0xE0) {
            return first >= 0xC2 && isContinued(bytes, at, to, 2, 0x80, 0xBF) ? 2 : 0;
        }
        if (first < 0xF0) {
            int least = first == 0xE0 ? 0xA0 : 0x80;
            int most = first == 0xED ? 0x9F : 0xBF;
            return isContinued(bytes, at, to, 3, least, most) ? 3 : 0;
        }
        int least = first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xF4 ? 0x8F : 0xBF;
        return first <= 0xF4 && isContinued(bytes, at, to, 4, least, most) ? 4 : 0;
    }

    /** Whether the bytes after the first continue it, the second of them in {@code [least, most]}. */
    private static boolean isContinued(byte[] bytes, int at, int to, int length, int least, int most) {
        if (at + length > to) {
            return false;
        }
        int second = bytes[at + 1] & 0xFF;
        boolean continued = second >= least && second <= most;
        for (int i = at + 2; i < at + length; i++) {
            continued &= (bytes[i] & 0xC0) == 0x80;
        }
        return continued;
    }
}
