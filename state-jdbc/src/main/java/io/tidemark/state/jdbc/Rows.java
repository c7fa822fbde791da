// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.codec.CorruptStateException;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a value is laid out in rows of {@code state_entry}: its first bytes in part 0, and what does not fit there in parts 1, 2 and so on.
 *
 * <p>So a page of a scan, which reads parts 0 only, is of bounded size whatever the values are, and no page of H2 is too large for it. Each row has a checksum: neither H2 nor an older
 * PostgreSQL would notice a bit that the disk has turned.
 */
final class Rows {
    /**
     * The most bytes in a part, here and of a blob and of an archived pane. H2 has up to {@value #H2_PAGE_ROWS} changes of a transaction in a page of its undo log, each with the row as it was; a page of more
     * than a mebibyte it tries to read from the file also before it has written it there.
     */
    static final int PART_LENGTH = 16 << 10;

    /** The rows in a page of H2, at most, whatever their length. */
    static final int H2_PAGE_ROWS = 48;

    private static final int SHOWN_KEY_LENGTH = 32;

    private Rows() {}

    /** How many rows a value of {@code size} bytes takes. */
    static int parts(int size) {
        return size == 0 ? 1 : (size - 1) / PART_LENGTH + 1;
    }

    /** The bytes of {@code value} that are in part {@code part}. */
    static byte[] part(byte[] value, int part) {
        if (value.length <= PART_LENGTH) {
            return value;
        }
        return Arrays.copyOfRange(value, offset(part), Math.min(value.length, offset(part + 1)));
    }

    /** Protects a row: all of it, so that one that is where another should be is noticed too. */
    static int checksum(int store, byte[] key, int part, int size, byte[] content) {
        CRC32C crc = new CRC32C();
        ByteBuffer numbers = ByteBuffer.allocate(4 * Integer.BYTES);
        crc.update(numbers.putInt(store)
                .putInt(key.length)
                .putInt(part)
                .putInt(size)
                .flip());
        crc.update(key);
        crc.update(content);
        return (int) crc.getValue();
    }

    /** The value of {@code key}, from rows of {@link Sql#GET}; none when there are none. */
    static Optional<byte[]> value(ResultSet rows, int store, byte[] key) throws SQLException, CorruptStateException {
        if (!rows.next()) {
            return Optional.empty();
        }
        int size = rows.getInt("size");
        byte[] content = content(rows, store, key, 0, size);
        if (content.length == size) {
            return Optional.of(content);
        }
        byte[] value = Arrays.copyOf(content, size);
        int parts = parts(size);
        for (int part = 1; part < parts; part++) {
            if (!rows.next() || rows.getInt("part") != part) {
                throw damaged(key, "part " + part + " of " + parts + " is missing");
            }
            byte[] more = content(rows, store, key, part, size);
            System.arraycopy(more, 0, value, offset(part), more.length);
        }
        return Optional.of(value);
    }

    /** The content of the row that {@code rows} stands on, checked. */
    static byte[] content(ResultSet rows, int store, byte[] key, int part, int size)
            throws SQLException, CorruptStateException {
        byte @Nullable [] content = rows.getBytes("content");
        if (content == null
                || rows.getInt("size") != size
                || checksum(store, key, part, size, content) != rows.getInt("checksum")
                || content.length != Math.min(size, offset(part + 1)) - offset(part)) {
            throw damaged(key, "its checksum is wrong");
        }
        return content;
    }

    private static int offset(int part) {
        return (int) Math.min(Integer.MAX_VALUE, (long) part * PART_LENGTH);
    }

    private static CorruptStateException damaged(byte[] key, String what) {
        String shown = HexFormat.of().formatHex(key, 0, Math.min(key.length, SHOWN_KEY_LENGTH));
        return new CorruptStateException("the entry " + shown + (key.length > SHOWN_KEY_LENGTH ? "..." : "")
                + " is damaged in the database: " + what + ". Clear this state; the log of checkpoints has it too");
    }
}
