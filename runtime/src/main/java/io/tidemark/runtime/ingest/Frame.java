// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.source.RecordHeader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What is written at once, and is there as a whole or not at all: the records of one request. In bytes, big-endian: the length of the rest (4), its checksum (4), then {@code first} (8), {@code durable} (8), {@code arrivalTime} (8), the number of headers (1), each with the lengths of name (1) and
 * value (2), the number of records (4), each with its length (4).
 *
 * @param first the number of the first record
 * @param durable all records before this one were on the disk when this was written: who finds an unreadable one before it knows that it is not the end of a write that was never confirmed
 * @param arrivalTime processing time, epoch ms
 * @param headers of all its records
 * @param values the records; none in a mark, which only tells {@code durable}
 */
record Frame(long first, long durable, long arrivalTime, List<RecordHeader> headers, List<byte[]> values) {
    /** Length and checksum. */
    static final int PREFIX = 8;

    private static final int FIXED = 29;

    /** The number of the record after its last. */
    long end() {
        return first + values.size();
    }

    /** Its bytes, whose checksum is right in a file with {@code salt} only. */
    byte[] bytes(long salt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(PREFIX
                + FIXED
                + values.stream().mapToInt(value -> 4 + value.length).sum());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(0);
            out.writeLong(first);
            out.writeLong(durable);
            out.writeLong(arrivalTime);
            out.writeByte(headers.size());
            for (RecordHeader header : headers) {
                byte[] name = header.name().getBytes(StandardCharsets.UTF_8);
                out.writeByte(name.length);
                out.write(name);
                out.writeShort(header.value().length);
                out.write(header.value());
            }
            out.writeInt(values.size());
            for (byte[] value : values) {
                out.writeInt(value.length);
                out.write(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        byte[] frame = bytes.toByteArray();
        ByteBuffer.wrap(frame)
                .putInt(frame.length - PREFIX)
                .putInt(checksum(salt, frame, PREFIX, frame.length - PREFIX));
        return frame;
    }

    /** Whether so many bytes can be a frame without its prefix. */
    static boolean canBeLength(int length) {
        return length >= FIXED;
    }

    /**
     * Reads what follows the prefix.
     *
     * @return null when it is not what was written
     */
    static @Nullable Frame read(long salt, int checksum, byte[] bytes, int offset, int length) {
        if (!canBeLength(length) || checksum(salt, bytes, offset, length) != checksum) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        long first = in.getLong();
        long durable = in.getLong();
        long arrivalTime = in.getLong();
        List<RecordHeader> headers = new ArrayList<>();
        for (int left = Byte.toUnsignedInt(in.get()); left > 0; left--) {
            String name = new String(take(in, Byte.toUnsignedInt(in.get())), StandardCharsets.UTF_8);
            headers.add(new RecordHeader(name, take(in, Short.toUnsignedInt(in.getShort()))));
        }
        List<byte[]> values = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            values.add(take(in, in.getInt()));
        }
        return new Frame(first, durable, arrivalTime, List.copyOf(headers), values);
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static int checksum(long salt, byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, salt));
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }
}
