// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads what {@link StateOutput} wrote.
 *
 * <p>It trusts nothing: a length that the input is too short for is a {@link CorruptStateException} before anything of that length is allocated.
 */
public final class StateInput {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads {@code bytes}, which are not copied. */
    public StateInput(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads {@code length} of {@code bytes} from {@code offset}, which are not copied. */
    public StateInput(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /** Reads a byte as 0 to 255. */
    public int readByte() throws CorruptStateException {
        return bytes[take(1)] & 0xFF;
    }

    /** Reads 4 bytes. */
    public int readInt() throws CorruptStateException {
        return (int) INT.get(bytes, take(Integer.BYTES));
    }

    /** Reads 8 bytes. */
    public long readLong() throws CorruptStateException {
        return (long) LONG.get(bytes, take(Long.BYTES));
    }

    /** Reads what {@link StateOutput#writeOrderedLong} wrote. */
    public long readOrderedLong() throws CorruptStateException {
        return readLong() ^ Long.MIN_VALUE;
    }

    /** Reads 8 bytes. */
    public double readDouble() throws CorruptStateException {
        return Double.longBitsToDouble(readLong());
    }

    /** Reads what {@link StateOutput#writeVarLong} wrote. */
    public long readVarLong() throws CorruptStateException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int part = readByte();
            value |= (part & 0x7FL) << shift;
            if ((part & 0x80) == 0) {
                return value;
            }
        }
        throw new CorruptStateException("a number of more than 10 bytes ends at byte " + position);
    }

    /** Reads what {@link StateOutput#writeSignedVarLong} wrote. */
    public long readSignedVarLong() throws CorruptStateException {
        long value = readVarLong();
        return value >>> 1 ^ -(value & 1);
    }

    /**
     * Reads a number of things, written as a variable length number, that take at least {@code bytesEach} bytes each.
     *
     * @throws CorruptStateException when the rest of the input is too short for so many
     */
    public int readCount(int bytesEach) throws CorruptStateException {
        long count = readVarLong();
        if (count < 0 || count > remaining() / bytesEach) {
            throw new CorruptStateException(count + " things of at least " + bytesEach + " bytes each cannot be in the "
                    + remaining() + " bytes that are left at byte " + position);
        }
        return (int) count;
    }

    /** Reads what {@link StateOutput#writeBytes} wrote. */
    public byte[] readBytes() throws CorruptStateException {
        return readRaw(readCount(1));
    }

    /** Reads what {@link StateOutput#writeText} wrote. */
    public String readText() throws CorruptStateException {
        int length = readCount(1);
        return new String(bytes, take(length), length, StandardCharsets.UTF_8);
    }

    /** All that is left, as UTF-8, which stays unread. */
    public String text() {
        return new String(bytes, position, remaining(), StandardCharsets.UTF_8);
    }

    /** Reads {@code length} bytes. */
    public byte[] readRaw(int length) throws CorruptStateException {
        int start = take(length);
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - position;
    }

    private int take(int length) throws CorruptStateException {
        if (length < 0 || length > remaining()) {
            throw new CorruptStateException(
                    length + " bytes are wanted at byte " + position + ", but " + remaining() + " are left");
        }
        int start = position;
        position += length;
        return start;
    }
}
