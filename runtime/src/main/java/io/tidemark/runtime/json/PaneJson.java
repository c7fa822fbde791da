// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.llm.row.Key;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.window.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes panes as JSON records. */
public final class PaneJson {
    private PaneJson() {}

    /** The record of {@code pane}, with a line end. */
    public static byte[] bytes(Pane<?> pane) {
        return JsonLine.bytes(json -> write(json, pane));
    }

    /** The same, without a line end. */
    public static byte[] value(Pane<?> pane) {
        return JsonLine.text(json -> write(json, pane)).getBytes(StandardCharsets.UTF_8);
    }

    /** {@code key} as it stands in the record. */
    public static String key(Object key) {
        return JsonLine.text(json -> key(json, key));
    }

    /** What identifies {@code pane} (rule P8): {@code view|{"model":"gpt-4o"}|start|end|index}, and {@code |retraction} when it is one; {@code filled} instead of the index when it is filled. */
    public static String id(Pane<?> pane) {
        Window window = pane.window();
        return pane.view() + "|" + key(pane.key()) + "|" + window.start() + "|" + window.end() + "|"
                + (pane.info().isFilled() ? "filled" : pane.info().index()) + (pane.retraction() ? "|retraction" : "");
    }

    /** Writes the record of {@code pane}. */
    public static void write(JsonGenerator json, Pane<?> pane) throws IOException {
        json.writeStartObject();
        json.writeStringField("view", pane.view());
        json.writeFieldName("key");
        key(json, pane.key());
        json.writeFieldName("window");
        JsonLine.value(json, bounds(pane.window()));
        info(json, pane);
        json.writeBooleanField("retraction", pane.retraction());
        json.writeNumberField("count", pane.count());
        results(json, pane.results());
        json.writeNumberField("watermark", pane.watermark());
        json.writeStringField("id", id(pane));
        json.writeEndObject();
    }

    /** The fields of {@code key} as an object; a key that is not made of fields stands for itself. */
    static void key(JsonGenerator json, Object key) throws IOException {
        JsonLine.value(json, key instanceof Key fields ? fields.asMap() : key);
    }

    /** The bounds of {@code window} by the names that its domain has for them. */
    public static Map<String, Object> bounds(Window window) {
        return switch (window.domain()) {
            case TIME -> ordered("start", window.start(), "end", window.end());
            case COUNT -> ordered("from", window.start(), "to", window.end());
            case GLOBAL -> Map.of();
        };
    }

    private static Map<String, Object> ordered(String first, long start, String second, long end) {
        Map<String, Object> bounds = new LinkedHashMap<>();
        bounds.put(first, start);
        bounds.put(second, end);
        return bounds;
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
            JsonLine.value(json, info.filledBy(pane.results().names()));
        }
        json.writeEndObject();
    }

    private static void results(JsonGenerator json, PaneResults results) throws IOException {
        json.writeObjectFieldStart("results");
        List<String> names = results.names();
        for (int i = 0; i < names.size(); i++) {
            json.writeFieldName(names.get(i));
            JsonLine.value(json, results.value(i));
        }
        json.writeEndObject();
    }
}
