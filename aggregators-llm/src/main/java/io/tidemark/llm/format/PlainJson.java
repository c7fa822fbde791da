// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.llm.format.FieldTree.Node;
import io.tidemark.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object of ASCII without escapes, which nearly all records are, straight from its bytes: nothing is made of names, nor of values that nobody wants.
 *
 * <p>It takes no record that the JSON parser refuses, and makes the same of those that it takes. What it does not take, because it is unusual or broken, is for the parser, which can say what is wrong.
 */
final class PlainJson {
    /** All below what the parser accepts. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_NAME = 1 << 10;

    /** What is read from the last byte of a record on, at most, and more: two words. */
    private static final int ZEROS = 2 * Long.BYTES;

    private static final int MAX_NUMBER = 32;

    /** A whole number of so many digits fits a {@code long}. */
    private static final int MAX_DIGITS = 18;

    /** A whole number of so many digits is a {@code double}, and so is a power of ten up to there: the quotient of two is rounded once, as it should be. */
    private static final int EXACT_DIGITS = 15;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    /** This swaps the quote and the blank, and lets control characters be such. */
    private static final long QUOTE_AS_BLANK = Words.ONES * ('"' ^ ' ');

    private static final long ABOVE_BLANK = Words.ONES * (' ' + 1);

    private final Scalar value = new Scalar();
    private final byte[] refused;

    /** A copy of the record, which is brought into the cache at once and needs no reference to be kept; behind it zeros, which end whatever is being read. */
    private byte[] bytes = new byte[1 << 10];

    private int end;
    private int at;

    /** Takes no record that has a member {@code refused}; nothing is refused when that is empty. */
    PlainJson(String refused) {
        this.refused = refused.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Hands what is wanted to {@code filler}; {@code record} has a value.
     *
     * @return whether it took the whole record; if not, {@code filler} has to begin again
     */
    boolean read(SourceRecord record, Node root, RowFiller filler) {
        copy(Objects.requireNonNull(record.array()), record.from(), record.length());
        skipBlank();
        boolean taken = is('{') && object(root, filler, 1);
        skipBlank();
        return taken && at == end;
    }

    private void copy(byte[] array, int from, int length) {
        if (length > bytes.length - ZEROS) {
            bytes = new byte[Math.max(length + ZEROS, 2 * bytes.length)];
        }
        System.arraycopy(array, from, bytes, 0, length);
        Arrays.fill(bytes, length, length + ZEROS, (byte) 0);
        at = 0;
        end = length;
    }

    private boolean object(@Nullable Node node, RowFiller filler, int depth) {
        at++;
        skipBlank();
        if (is('}')) {
            at++;
            return true;
        }
        while (member(node, filler, depth)) {
            skipBlank();
            if (!is(',')) {
                return take('}');
            }
            at++;
            skipBlank();
        }
        return false;
    }

    private boolean member(@Nullable Node node, RowFiller filler, int depth) {
        int from = at + 1;
        if (!text()) {
            return false;
        }
        int to = at - 1;
        boolean isRefused = to - from > MAX_NAME || (depth == 1 && isRefused(from, to));
        skipBlank();
        if (isRefused || !take(':')) {
            return false;
        }
        skipBlank();
        Node child = node == null ? null : node.child(bytes, from, to);
        return child == null ? skip(filler, depth) : keep(child, filler, depth);
    }

    private boolean isRefused(int from, int to) {
        return to - from == refused.length && from < to && Arrays.equals(refused, 0, to - from, bytes, from, to);
    }

    /** Reads a value that somebody wants. */
    private boolean keep(Node node, RowFiller filler, int depth) {
        int from = at;
        byte first = bytes[from];
        if (first == '{' || first == '[') {
            value.setNested();
            filler.put(node, value);
            return nested(first == '{' && node.isInner() ? node : null, filler, depth);
        }
        boolean taken;
        if (first == '"') {
            taken = text();
            if (taken) {
                value.setText(bytes, from + 1, at - 1);
            }
        } else if (first == '-' || isDigit(first)) {
            taken = number(filler.needsText(node));
        } else {
            taken = literal(first);
        }
        if (taken) {
            filler.put(node, value);
        }
        return taken;
    }

    /** Reads past a value that nobody wants. */
    private boolean skip(RowFiller filler, int depth) {
        byte first = bytes[at];
        if (first == '"') {
            return text();
        }
        if (first == '{' || first == '[') {
            return nested(null, filler, depth);
        }
        return (first == '-' || isDigit(first)) ? number(false) : literal(first);
    }

    private boolean nested(@Nullable Node node, RowFiller filler, int depth) {
        if (depth == MAX_DEPTH) {
            return false;
        }
        return is('{') ? object(node, filler, depth + 1) : array(filler, depth + 1);
    }

    private boolean array(RowFiller filler, int depth) {
        at++;
        skipBlank();
        if (is(']')) {
            at++;
            return true;
        }
        while (skip(filler, depth)) {
            skipBlank();
            if (!is(',')) {
                return take(']');
            }
            at++;
            skipBlank();
        }
        return false;
    }

    private boolean literal(byte first) {
        return switch (first) {
            case 't' -> {
                value.setBoolean(true);
                yield word("true");
            }
            case 'f' -> {
                value.setBoolean(false);
                yield word("false");
            }
            case 'n' -> {
                value.setNull();
                yield word("null");
            }
            default -> false;
        };
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    /** Reads a number in the grammar of JSON, not too long. What follows it is looked at by who takes the next comma or bracket. */
    private boolean number(boolean asWritten) {
        int from = at;
        boolean isNegative = is('-');
        at += isNegative ? 1 : 0;
        int first = at;
        long digits = digits(0);
        int whole = at - first;
        if (whole == 0 || whole > MAX_DIGITS || (whole > 1 && bytes[first] == '0')) {
            return false;
        }
        int fraction = 0;
        boolean isExact = !asWritten;
        if (is('.')) {
            int point = at++;
            digits = digits(digits);
            fraction = at - point - 1;
            isExact &= whole + fraction <= EXACT_DIGITS;
            if (fraction == 0) {
                return false;
            }
        }
        if (is('e') || is('E')) {
            return exponent() && written(from);
        }
        if (fraction == 0) {
            value.setInteger(isNegative ? -digits : digits);
            return true;
        }
        if (!isExact) {
            return written(from);
        }
        value.setSmallDecimal((isNegative ? -(double) digits : (double) digits) / POWERS[fraction]);
        return true;
    }

    /** {@code number} with the digits from here on; of more than 18 it is wrong. */
    private long digits(long number) {
        long all = number;
        while (isDigit(bytes[at])) {
            all = all * 10 + (bytes[at++] - '0');
        }
        return all;
    }

    private boolean exponent() {
        at++;
        if (is('-') || is('+')) {
            at++;
        }
        int from = at;
        digits(0);
        return at > from;
    }

    private boolean written(int from) {
        if (at - from > MAX_NUMBER) {
            return false;
        }
        value.setDecimal(new String(bytes, from, at - from, StandardCharsets.ISO_8859_1));
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Reads past a text, from quote to quote, eight bytes at a time; false when there is none, or it has a control character, an escape, or anything but ASCII. */
    private boolean text() {
        if (!is('"')) {
            return false;
        }
        long marks = 0;
        for (at++; marks == 0; at += Long.BYTES) {
            long word = Words.at(bytes, at);
            // A byte that is too small borrows from its high bit in the subtraction; the lowest mark is right, those
            // above may
            // come from a borrow.
            long quoteOrControl = (word ^ QUOTE_AS_BLANK) - ABOVE_BLANK;
            long backslash = (word ^ Words.BACKSLASHES) - Words.ONES;
            marks = (quoteOrControl | backslash | word) & Words.HIGHS;
        }
        at += Long.numberOfTrailingZeros(marks) / Byte.SIZE - Long.BYTES;
        return take('"');
    }

    private void skipBlank() {
        while (bytes[at] <= ' ' && isBlank(bytes[at])) {
            at++;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private boolean is(char c) {
        return bytes[at] == c;
    }

    private boolean take(char c) {
        boolean taken = is(c);
        at += taken ? 1 : 0;
        return taken;
    }
}
