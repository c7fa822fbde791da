// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.json;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values that {@link JsonLine} writes as MessagePack (github.com/msgpack/msgpack, spec.md); bytes stay bytes.
 *
 * <p>It is written here because the library for it needs {@code sun.misc.Unsafe}, of which newer JDKs warn on the standard error and which a later one will not have. Of the forms of a value it uses the shortest and the longest.
 */
public final class PackedLine {
    private static final int NIL = 0xc0;
    private static final int FALSE = 0xc2;
    private static final int TRUE = 0xc3;
    private static final int BIN_32 = 0xc6;
    private static final int FLOAT_64 = 0xcb;
    private static final int INT_64 = 0xd3;
    private static final int STR_32 = 0xdb;
    private static final int ARRAY_32 = 0xdd;
    private static final int MAP_32 = 0xdf;
    private static final int FIX_MAP = 0x80;
    private static final int FIX_ARRAY = 0x90;
    private static final int FIX_STR = 0xa0;

    private PackedLine() {}

    /** The bytes of {@code value}. */
    public static byte[] bytes(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeByte(NIL);
        } else if (value instanceof Double number) {
            out.writeByte(FLOAT_64);
            out.writeDouble(number);
        } else if (value instanceof Long || value instanceof Integer) {
            whole(out, ((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? TRUE : FALSE);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] content = new byte[buffer.remaining()];
            buffer.duplicate().get(content);
            out.writeByte(BIN_32);
            out.writeInt(content.length);
            out.write(content);
        } else if (value instanceof Map<?, ?> map) {
            length(out, FIX_MAP, 15, MAP_32, map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text(out, String.valueOf(entry.getKey()));
                write(out, entry.getValue());
            }
        } else if (value instanceof List<?> list) {
            length(out, FIX_ARRAY, 15, ARRAY_32, list.size());
            for (Object item : list) {
                write(out, item);
            }
        } else {
            text(out, value.toString());
        }
    }

    private static void whole(DataOutputStream out, long number) throws IOException {
        if (number >= 0 && number <= Byte.MAX_VALUE) {
            out.writeByte((int) number);
        } else {
            out.writeByte(INT_64);
            out.writeLong(number);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        length(out, FIX_STR, 31, STR_32, content.length);
        out.write(content);
    }

    /** Up to {@code mostFixed}, the length is part of the first byte. */
    private static void length(DataOutputStream out, int fixed, int mostFixed, int wide, int length)
            throws IOException {
        if (length <= mostFixed) {
            out.writeByte(fixed | length);
        } else {
            out.writeByte(wide);
            out.writeInt(length);
        }
    }
}
