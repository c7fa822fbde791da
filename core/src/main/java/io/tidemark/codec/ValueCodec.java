// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain values: null, truth values, numbers, texts, lists of such, and maps of such by text. It is what keys and results are made of, unless a user brings types of
 * his own, with a codec of theirs.
 *
 * <p>What is read has the type that was written, an {@code Integer} is not a {@code Long}; lists and maps cannot be changed, and maps keep their order.
 *
 * <p>{@link #write} throws {@link IllegalArgumentException} that names the type when a value is anything else.
 */
public final class ValueCodec implements StateCodec<Object> {
    /** The only one that is needed. */
    public static final ValueCodec INSTANCE = new ValueCodec();

    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int LONG = 3;
    private static final int INTEGER = 4;
    private static final int DOUBLE = 5;
    private static final int TEXT = 6;
    private static final int LIST = 7;
    private static final int MAP = 8;

    /** A text with unpaired surrogates, which UTF-8 has no bytes for. */
    private static final int BROKEN_TEXT = 9;

    /** So deep may lists and maps be. */
    private static final int MAX_DEPTH = 32;

    private ValueCodec() {}

    @Override
    public String name() {
        return "tidemark.value";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Object value, StateOutput out) {
        write(value, out, MAX_DEPTH);
    }

    @Override
    public Object read(StateInput in, int version) throws IOException {
        checkVersion(version);
        Object value = readNullable(in);
        if (value == null) {
            throw new CorruptStateException("there is no value where one must be");
        }
        return value;
    }

    /** As {@link #write}, null included. */
    public static void writeNullable(@Nullable Object value, StateOutput out) {
        write(value, out, MAX_DEPTH);
    }

    /** Reads what {@link #writeNullable} of version 1 wrote. */
    public static @Nullable Object readNullable(StateInput in) throws IOException {
        return value(in, MAX_DEPTH);
    }

    private static void write(@Nullable Object value, StateOutput out, int depth) {
        if (depth == 0) {
            throw new IllegalArgumentException("a value is nested more than " + MAX_DEPTH + " deep");
        }
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? TRUE : FALSE);
        } else if (value instanceof Long number) {
            out.writeByte(LONG);
            out.writeSignedVarLong(number);
        } else if (value instanceof Integer number) {
            out.writeByte(INTEGER);
            out.writeSignedVarLong(number);
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE);
            out.writeDouble(number);
        } else if (value instanceof String text) {
            writeText(text, out);
        } else if (value instanceof List<?> list) {
            writeList(list, out, depth);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, out, depth);
        } else {
            throw new IllegalArgumentException("a value of " + value.getClass().getName()
                    + " cannot be stored without a codec of its own; plain values are null, Boolean, Long, Integer, Double,"
                    + " String, and List and Map of these");
        }
    }

    private static void writeText(String text, StateOutput out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (new String(bytes, StandardCharsets.UTF_8).equals(text)) {
            out.writeByte(TEXT);
            out.writeBytes(bytes);
        } else {
            out.writeByte(BROKEN_TEXT);
            out.writeBytes(chars(text));
        }
    }

    private static byte[] chars(String text) {
        byte[] chars = new byte[text.length() * 2];
        for (int i = 0; i < text.length(); i++) {
            chars[2 * i] = (byte) (text.charAt(i) >>> 8);
            chars[2 * i + 1] = (byte) text.charAt(i);
        }
        return chars;
    }

    private static String text(byte[] chars) {
        char[] text = new char[chars.length / 2];
        for (int i = 0; i < text.length; i++) {
            text[i] = (char) ((chars[2 * i] << 8) | (chars[2 * i + 1] & 0xFF));
        }
        return new String(text);
    }

    private static void writeList(List<?> list, StateOutput out, int depth) {
        out.writeByte(LIST);
        out.writeVarLong(list.size());
        for (Object value : list) {
            write(value, out, depth - 1);
        }
    }

    private static void writeMap(Map<?, ?> map, StateOutput out, int depth) {
        out.writeByte(MAP);
        out.writeVarLong(map.size());
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException("a map with keys other than texts cannot be stored: " + key);
            }
            out.writeText(name);
            write(value, out, depth - 1);
        });
    }

    private static @Nullable Object value(StateInput in, int depth) throws IOException {
        if (depth == 0) {
            throw new CorruptStateException("a value is nested more than " + MAX_DEPTH + " deep");
        }
        int type = in.readByte();
        return switch (type) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case LONG -> in.readSignedVarLong();
            case INTEGER -> readInteger(in);
            case DOUBLE -> in.readDouble();
            case TEXT -> in.readText();
            case BROKEN_TEXT -> text(in.readBytes());
            case LIST -> readList(in, depth);
            case MAP -> readMap(in, depth);
            default -> throw new CorruptStateException("there is no type of value " + type);
        };
    }

    private static Integer readInteger(StateInput in) throws IOException {
        long number = in.readSignedVarLong();
        if (number != (int) number) {
            throw new CorruptStateException(number + " is no int");
        }
        return (int) number;
    }

    private static List<@Nullable Object> readList(StateInput in, int depth) throws IOException {
        int size = in.readCount(1);
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value(in, depth - 1));
        }
        return Collections.unmodifiableList(list);
    }

    private static Map<String, @Nullable Object> readMap(StateInput in, int depth) throws IOException {
        int size = in.readCount(2);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(in.readText(), value(in, depth - 1));
        }
        return Collections.unmodifiableMap(map);
    }
}
