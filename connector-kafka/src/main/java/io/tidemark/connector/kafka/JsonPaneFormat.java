// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.window.Window;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Panes as JSON objects. Keys and results may be texts, numbers, truth values, null, maps and lists of them; anything else is written as the text that it has. */
public final class JsonPaneFormat implements PaneFormat {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** The format. */
    public JsonPaneFormat() {}

    /** What to write. */
    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    @Override
    public String key(Pane<?> pane) {
        return text(json -> value(json, pane.key()));
    }

    @Override
    public String id(Pane<?> pane) {
        Window window = pane.window();
        return pane.view()
                + '|'
                + key(pane)
                + '|'
                + window.start()
                + '|'
                + window.end()
                + '|'
                + (pane.info().isFilled() ? "filled" : pane.info().index())
                + (pane.retraction() ? "|retraction" : "");
    }

    @Override
    public byte[] value(Pane<?> pane) {
        return text(json -> {
                    json.writeStartObject();
                    json.writeStringField("view", pane.view());
                    json.writeFieldName("key");
                    value(json, pane.key());
                    window(json, pane.window());
                    info(json, pane);
                    json.writeBooleanField("retraction", pane.retraction());
                    json.writeNumberField("count", pane.count());
                    json.writeFieldName("results");
                    value(json, pane.results().asMap());
                    json.writeNumberField("watermark", pane.watermark());
                    json.writeStringField("id", id(pane));
                    json.writeEndObject();
                })
                .getBytes(StandardCharsets.UTF_8);
    }

    /** {@code content} as JSON. */
    static String textOf(@Nullable Object content) {
        return text(json -> value(json, content));
    }

    private static String text(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void window(JsonGenerator json, Window window) throws IOException {
        json.writeObjectFieldStart("window");
        switch (window.domain()) {
            case TIME -> bounds(json, "start", "end", window);
            case COUNT -> bounds(json, "from", "to", window);
            case GLOBAL -> {
                // There is one, and it has no bounds.
            }
        }
        json.writeEndObject();
    }

    private static void bounds(JsonGenerator json, String first, String second, Window window) throws IOException {
        json.writeNumberField(first, window.start());
        json.writeNumberField(second, window.end());
    }

    private static void info(JsonGenerator json, Pane<?> pane) throws IOException {
        PaneInfo info = pane.info();
        json.writeObjectFieldStart("pane");
        json.writeStringField("timing", info.timing().wireName());
        json.writeNumberField("index", info.index());
        json.writeBooleanField("is_first", info.isFirst());
        json.writeBooleanField("is_last", info.isLast());
        if (info.isFilled()) {
            json.writeFieldName("filled");
            value(json, info.filledBy(pane.results().names()));
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Double number) {
            decimal(json, number);
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Map<?, ?> map) {
            object(json, map);
        } else if (value instanceof List<?> list) {
            array(json, list);
        } else {
            json.writeString(value.toString());
        }
    }

    /** JSON has no infinity; and negative zero is zero, for the order of additions must not show. */
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
}
