// SPDX-License-Identifier: Apache-2.0
package io.tidemark.element;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flat element: one value for each field that the job reads, in the slots of a {@link RowSchema}.
 *
 * <p>A slot is missing until it is set. Numbers that are whole and fit a {@code long} are kept exactly, whatever way they were written, so that
 * {@code 1} and {@code 1.0} are one key. A row is filled by one thread and then only read.
 */
public final class Row {
    /** What a slot holds. */
    public enum Kind {
        /** Nothing: the record does not have the field. */
        MISSING(0),
        /** An explicit null. */
        NULL(1),
        /** True or false. */
        BOOLEAN(2),
        /** A whole number that fits a {@code long}. */
        INTEGER(3),
        /** Any other number. */
        DECIMAL(4),
        /** A text. */
        TEXT(5),
        /** An object or an array, of which only its presence is known. */
        NESTED(6);

        private static final Kind[] BY_CODE = values();

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }
    }

    /** The timestamp of a row whose decoder did not say it. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private static final byte[] NO_SOURCE = {};

    private final RowSchema schema;

    /** Codes, so that a new array says MISSING. */
    private final byte[] kinds;

    private final long[] bits;
    private final @Nullable String[] texts;
    private byte[] source = NO_SOURCE;
    private int sourceFrom;
    private int sourceTo;
    private int ordinal;
    private long timestamp = NO_TIMESTAMP;

    /** A row with all slots missing. */
    public Row(RowSchema schema) {
        this.schema = schema;
        int size = schema.size();
        kinds = new byte[size];
        bits = new long[size];
        texts = new @Nullable String[size];
    }

    /** The fields by slot. */
    public RowSchema schema() {
        return schema;
    }

    /** Sets every slot to missing, to use the row again. */
    public void clear() {
        Arrays.fill(kinds, Kind.MISSING.code);
        Arrays.fill(texts, null);
        timestamp = NO_TIMESTAMP;
    }

    /** What {@code slot} holds. */
    public Kind kind(int slot) {
        return Kind.BY_CODE[kinds[slot]];
    }

    /** Whether {@code slot} holds something other than nothing and null. */
    public boolean isPresent(int slot) {
        return kinds[slot] > Kind.NULL.code;
    }

    /** Whether {@code slot} holds {@code true}, or anything else that is present and not {@code false}. */
    public boolean isTruthy(int slot) {
        return isPresent(slot) && !(kind(slot) == Kind.BOOLEAN && bits[slot] == 0);
    }

    /** The number in {@code slot}, or {@code NaN} when it holds none. */
    public double number(int slot) {
        return switch (kind(slot)) {
            case INTEGER -> bits[slot];
            case DECIMAL -> Double.longBitsToDouble(bits[slot]);
            default -> Double.NaN;
        };
    }

    /** The whole number in {@code slot}, exactly, or 0 when it holds none. */
    public long integer(int slot) {
        return kinds[slot] == Kind.INTEGER.code ? bits[slot] : 0;
    }

    /** The text in {@code slot}, or null when it holds none. */
    public @Nullable String text(int slot) {
        return texts[slot];
    }

    /** The scalar in {@code slot} as {@code Boolean}, {@code Long}, {@code Double} or {@code String}; null when it holds none. */
    public @Nullable Object scalar(int slot) {
        return switch (kind(slot)) {
            case MISSING, NULL, NESTED -> null;
            case BOOLEAN -> bits[slot] != 0;
            case INTEGER -> bits[slot];
            case DECIMAL -> Double.longBitsToDouble(bits[slot]);
            case TEXT -> texts[slot];
        };
    }

    /** Empties {@code slot}. */
    public void setMissing(int slot) {
        set(slot, Kind.MISSING, 0);
    }

    /** Sets {@code slot} to null. */
    public void setNull(int slot) {
        set(slot, Kind.NULL, 0);
    }

    /** Sets {@code slot} to a truth value. */
    public void setBoolean(int slot, boolean value) {
        set(slot, Kind.BOOLEAN, value ? 1 : 0);
    }

    /** Sets {@code slot} to a whole number. */
    public void setInteger(int slot, long value) {
        set(slot, Kind.INTEGER, value);
    }

    /**
     * Sets {@code slot} to a number; a whole one that fits a {@code long} becomes an integer. The doubles at the ends of {@code long} stay decimals: they stand for
     * whole numbers beyond as well.
     */
    public void setDecimal(int slot, double value) {
        long whole = (long) value;
        if (whole == value && whole != Long.MAX_VALUE && whole != Long.MIN_VALUE) {
            set(slot, Kind.INTEGER, whole);
        } else {
            set(slot, Kind.DECIMAL, Double.doubleToLongBits(value));
        }
    }

    /** Sets {@code slot} to a text. */
    public void setText(int slot, String value) {
        set(slot, Kind.TEXT, 0);
        texts[slot] = value;
    }

    /** Says that {@code slot} has an object or an array. */
    public void setNested(int slot) {
        set(slot, Kind.NESTED, 0);
    }

    /** Sets {@code slot} to what {@code otherSlot} of {@code other} holds. */
    public void copy(int slot, Row other, int otherSlot) {
        kinds[slot] = other.kinds[otherSlot];
        bits[slot] = other.bits[otherSlot];
        texts[slot] = other.texts[otherSlot];
    }

    /** The scalars that it holds, by path. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int slot = 0; slot < kinds.length; slot++) {
            Object scalar = scalar(slot);
            if (scalar != null) {
                map.put(schema.paths().get(slot), scalar);
            }
        }
        return map;
    }

    /** The bytes that the row was read from, a record or a part of one, for the late and dead-letter outputs; none of a row that was joined of two. A copy only if they are a part of an array. */
    public byte[] source() {
        return sourceTo - sourceFrom == source.length ? source : Arrays.copyOfRange(source, sourceFrom, sourceTo);
    }

    /** Which of the elements that were read from {@link #source} the row is, from 0 on. */
    public int ordinal() {
        return ordinal;
    }

    /**
     * Keeps the bytes that the row was read from; not a copy.
     *
     * @param ordinal which of their elements this is, from 0 on
     */
    public void setSource(byte[] bytes, int ordinal) {
        setSource(bytes, 0, bytes.length, ordinal);
    }

    /** As {@link #setSource(byte[], int)}, of the bytes of {@code array} in {@code [from, to)}. */
    public void setSource(byte[] array, int from, int to, int ordinal) {
        source = array;
        sourceFrom = from;
        sourceTo = to;
        this.ordinal = ordinal;
    }

    /** The timestamp that the element has, for aggregates that go by it; {@link #NO_TIMESTAMP} when its decoder did not say. */
    public long timestamp() {
        return timestamp;
    }

    /** Sets what {@link #timestamp} answers. */
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    private void set(int slot, Kind kind, long value) {
        kinds[slot] = kind.code;
        bits[slot] = value;
        texts[slot] = null;
    }
}
