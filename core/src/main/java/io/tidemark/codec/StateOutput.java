// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes that codecs write to. {@link StateInput} reads it back, call by call.
 *
 * <p>Numbers of a fixed length are big-endian, so that non-negative ones, and those of {@link #writeOrderedLong}, are ordered as their bytes are: fit for keys. Variable ones
 * are short when they are small: 7 bits in each byte, the lowest first, the high bit meaning that more follow (LEB128).
 */
public final class StateOutput {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    /** An empty one. */
    public StateOutput() {
        this(64);
    }

    /** An empty one with room for {@code capacity} bytes; it grows when they are full. */
    public StateOutput(int capacity) {
        bytes = new byte[capacity];
    }

    /** Writes the lowest 8 bits. */
    public void writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    /** Writes 4 bytes. */
    public void writeInt(int value) {
        ensure(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    /** Writes 8 bytes. */
    public void writeLong(long value) {
        ensure(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** Writes 8 bytes whose unsigned order is the order of the numbers, negative ones too. For keys. */
    public void writeOrderedLong(long value) {
        writeLong(value ^ Long.MIN_VALUE);
    }

    /** Writes 8 bytes. */
    public void writeDouble(double value) {
        writeLong(Double.doubleToLongBits(value));
    }

    /** Writes 1 to 10 bytes; few for small numbers, ten for negative ones. */
    public void writeVarLong(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        writeByte((int) rest);
    }

    /** Writes 1 to 10 bytes; few for numbers near 0 of either sign (zigzag). */
    public void writeSignedVarLong(long value) {
        writeVarLong(value << 1 ^ value >> 63);
    }

    /** Writes a length and {@code value}. */
    public void writeBytes(byte[] value) {
        writeVarLong(value.length);
        writeRaw(value);
    }

    /** Writes {@code value} as UTF-8, with its length. An unpaired surrogate becomes a question mark. */
    public void writeText(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code text} in UTF-8, without a length: a key, or a part of one. {@link StateInput#text} reads it. */
    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes {@code value} without a length. */
    public void writeRaw(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** How many bytes were written. */
    public int size() {
        return size;
    }

    /** Forgets what was written, to be used again. */
    public void reset() {
        size = 0;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            // One and a half times as long, but not past what a Java array can be.
            long longer = Math.max(needed, bytes.length + (bytes.length >> 1) + 16L);
            bytes = Arrays.copyOf(bytes, (int) Math.min(longer, Integer.MAX_VALUE - 8));
        }
    }
}
