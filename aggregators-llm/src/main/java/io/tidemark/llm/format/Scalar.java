// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.element.Row.Kind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One value on its way from a record to the slots that want it; used again and again. */
final class Scalar {
    /** No number is written longer; it keeps hostile numbers cheap. */
    static final int MAX_NUMBER_LENGTH = 100;

    /** From here on a double may stand for more than one whole number. */
    private static final double EXACT_LIMIT = 0x1p53;

    private Kind kind = Kind.MISSING;
    private long integer;
    private double decimal;
    private @Nullable String text = "";

    /** Of a text that nobody has asked for yet, where it is. */
    private byte[] bytes = {};

    private int from;
    private int to;
    private final RecentTexts texts = new RecentTexts();

    /** What it is now. */
    Kind kind() {
        return kind;
    }

    /** Its text, or a decimal as it was written. */
    String text() {
        String made = text;
        if (made == null) {
            made = texts.get(bytes, from, to);
            text = made;
        }
        return made;
    }

    /** Its whole number, or 1 for true. */
    long integer() {
        return integer;
    }

    /** Whether its text has no characters. */
    boolean isEmptyText() {
        return text == null ? from == to : text.isEmpty();
    }

    /** Makes it the same as {@code other}, until either is set again. */
    void set(Scalar other) {
        kind = other.kind;
        integer = other.integer;
        decimal = other.decimal;
        text = kind == Kind.TEXT ? other.text() : other.text;
    }

    void setMissing() {
        kind = Kind.MISSING;
    }

    void setNull() {
        kind = Kind.NULL;
    }

    void setNested() {
        kind = Kind.NESTED;
    }

    void setBoolean(boolean value) {
        kind = Kind.BOOLEAN;
        integer = value ? 1 : 0;
    }

    void setInteger(long value) {
        kind = Kind.INTEGER;
        integer = value;
    }

    /** A number that is too small to need its text for being exact. */
    void setSmallDecimal(double value) {
        kind = Kind.DECIMAL;
        decimal = value;
    }

    /** Whether {@code value} must be given as it was written, to be exact. */
    static boolean needsText(double value) {
        return Math.abs(value) >= EXACT_LIMIT;
    }

    /** A number that came as a double; {@code asWritten} makes its digits too, which a timestamp is read from. What is no number is null. */
    void setDouble(double value, boolean asWritten) {
        if (!Double.isFinite(value)) {
            setNull();
        } else if (asWritten) {
            setDecimal(Double.toString(value));
        } else {
            setSmallDecimal(value);
        }
    }

    /** A number as it was written, of at most {@link #MAX_NUMBER_LENGTH} characters. */
    void setDecimal(String written) {
        kind = Kind.DECIMAL;
        text = written;
        decimal = Double.parseDouble(written);
        if (needsText(decimal) && Math.abs(decimal) <= 0x1p63) {
            toInteger(new BigDecimal(written));
        }
    }

    private void toInteger(BigDecimal exact) {
        BigDecimal plain = exact.stripTrailingZeros();
        if (plain.scale() <= 0 && plain.toBigInteger().bitLength() < Long.SIZE) {
            setInteger(plain.longValueExact());
        }
    }

    void setText(String value) {
        kind = Kind.TEXT;
        text = value;
    }

    /** The ASCII text in {@code [from, to)} of {@code ascii}, which stay as they are until the next value is set. */
    void setText(byte[] ascii, int begin, int end) {
        kind = Kind.TEXT;
        text = null;
        if (bytes != ascii) {
            // Nearly always they are the same: what G1 does for a reference that is written costs more than to look.
            bytes = ascii;
        }
        from = begin;
        to = end;
    }

    /** What a text without quotes stands for in a format that has no types: nothing, a truth value, a number as JSON writes them, or a text. */
    void setUntyped(String cell) {
        if (cell.isEmpty()) {
            setNull();
        } else if (cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false")) {
            setBoolean(cell.length() == 4);
        } else if (isNumber(cell)) {
            setNumber(cell);
        } else {
            setText(cell);
        }
    }

    /** A number of any kind, as it was written. */
    void setNumber(String written) {
        if (written.length() <= 18 && isWhole(written)) {
            setInteger(Long.parseLong(written));
        } else {
            setDecimal(written);
        }
    }

    private static boolean isWhole(String number) {
        for (int i = number.charAt(0) == '-' ? 1 : 0; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Puts it into a slot. */
    void writeTo(Row row, int slot) {
        switch (kind) {
            case MISSING -> row.setMissing(slot);
            case NULL -> row.setNull(slot);
            case BOOLEAN -> row.setBoolean(slot, integer != 0);
            case INTEGER -> row.setInteger(slot, integer);
            case DECIMAL -> row.setDecimal(slot, decimal);
            case TEXT -> row.setText(slot, text());
            case NESTED -> row.setNested(slot);
        }
    }

    /** The instant it stands for in {@code format}; null and nothing are {@code absent}. */
    long timestamp(TimestampFormat format, long absent) {
        return switch (kind) {
            case INTEGER -> format.integer(integer);
            case DECIMAL -> format.decimal(text());
            case TEXT -> text == null ? format.text(bytes, from, to) : format.text(text);
            case MISSING, NULL -> absent;
            case BOOLEAN, NESTED -> TimestampFormat.UNREADABLE;
        };
    }

    /** Whether {@code text} is a number in the grammar of JSON, and not too long. */
    static boolean isNumber(String text) {
        int length = text.length();
        int at = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        int whole = digitsEnd(text, at);
        if (length > MAX_NUMBER_LENGTH || whole == at || (text.charAt(at) == '0' && whole > at + 1)) {
            return false;
        }
        at = whole;
        if (at < length && text.charAt(at) == '.') {
            int fraction = digitsEnd(text, at + 1);
            if (fraction == at + 1) {
                return false;
            }
            at = fraction;
        }
        return at == length || isExponent(text, at);
    }

    private static boolean isExponent(String text, int at) {
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        boolean signed = at + 1 < text.length() && (text.charAt(at + 1) == '+' || text.charAt(at + 1) == '-');
        int digits = signed ? at + 2 : at + 1;
        return digits < text.length() && digitsEnd(text, digits) == text.length();
    }

    private static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
