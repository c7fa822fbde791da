// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.problem;

/** Makes text that came from outside fit for one line of a terminal or a log. */
public final class Plain {
    private static final int LONGEST = 1000;

    private Plain() {}

    /** {@code text} with everything that could break a line, move a cursor or turn the direction of writing escaped, and cut when it is very long. */
    public static String text(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length() && plain.length() < LONGEST; ) {
            int symbol = text.codePointAt(i);
            if (isUnsafe(symbol)) {
                plain.append(String.format("\\u%04x", symbol));
            } else {
                plain.appendCodePoint(symbol);
            }
            i += Character.charCount(symbol);
        }
        return plain.length() < LONGEST ? plain.toString() : plain + " ...";
    }

    /** Whether {@code symbol} is a control, a lone surrogate, or one of the invisible characters that format text. */
    public static boolean isUnsafe(int symbol) {
        if (symbol < 0x7f) {
            return symbol < 0x20;
        }
        return symbol <= 0x9f
                || symbol == 0xad
                || (symbol >= 0x200b && symbol <= 0x200f)
                || (symbol >= 0x2028 && symbol <= 0x202e)
                || (symbol >= 0x2060 && symbol <= 0x206f)
                || (symbol >= Character.MIN_SURROGATE && symbol <= Character.MAX_SURROGATE)
                || symbol == 0xfeff
                || (symbol >= 0xfff9 && symbol <= 0xffff)
                || (symbol >= 0xe0000 && symbol <= 0xe007f);
    }
}
