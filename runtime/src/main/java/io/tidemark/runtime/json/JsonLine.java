// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.tidemark.runtime.problem.Plain;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object in one line, canonically: no white space, keys in the order of writing, the shortest digits that name a {@code double} (with
 * {@code .0} when it is whole), and everything escaped that could break a line or a terminal, lone surrogates included.
 */
public final class JsonLine {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private JsonLine() {}

    /** What to write with a generator. */
    @FunctionalInterface
    public interface Content {
        /** Writes one value. */
        void write(JsonGenerator json) throws IOException;
    }

    /** The text of {@code content}, without a line end. */
    public static String text(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return hardened(text.toString());
    }

    /** The bytes of {@code content}, UTF-8, with a line end. */
    public static byte[] bytes(Content content) {
        return (text(content) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Writes {@code value}: a text, number, truth value, null, bytes as base64, or a map or list of them. */
    public static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Double number) {
            decimal(json, number);
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof ByteBuffer bytes) {
            json.writeString(StandardCharsets.ISO_8859_1
                    .decode(Base64.getEncoder().encode(bytes.duplicate()))
                    .toString());
        } else if (value instanceof Map<?, ?> map) {
            object(json, map);
        } else if (value instanceof List<?> list) {
            array(json, list);
        } else {
            json.writeString(value.toString());
        }
    }

    /** Negative zero is zero: the order of additions must not show. */
    private static void decimal(JsonGenerator json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number + 0.0);
        } else {
            json.writeNull();
        }
    }

    private static void object(JsonGenerator json, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeFieldName(String.valueOf(entry.getKey()));
            value(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static void array(JsonGenerator json, List<?> list) throws IOException {
        json.writeStartArray();
        for (Object item : list) {
            value(json, item);
        }
        json.writeEndArray();
    }

    /** Escapes what JSON allows and we do not. Such characters can only stand inside of strings, so it is safe to do afterwards. */
    static String hardened(String json) {
        int unsafe = firstUnsafe(json);
        if (unsafe == json.length()) {
            return json;
        }
        StringBuilder safe = new StringBuilder(json.length() + 16).append(json, 0, unsafe);
        for (int i = unsafe; i < json.length(); ) {
            int symbol = json.codePointAt(i);
            int next = i + Character.charCount(symbol);
            if (Plain.isUnsafe(symbol)) {
                json.substring(i, next).chars().forEach(unit -> safe.append(String.format("\\u%04X", unit)));
            } else {
                safe.appendCodePoint(symbol);
            }
            i = next;
        }
        return safe.toString();
    }

    private static int firstUnsafe(String json) {
        for (int i = 0; i < json.length(); ) {
            int symbol = json.codePointAt(i);
            if (symbol >= 0x7f && Plain.isUnsafe(symbol)) {
                return i;
            }
            i += Character.charCount(symbol);
        }
        return json.length();
    }
}
