// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.llm.row.Key;
import io.tidemark.pane.FillMethod;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the records that {@link PaneJson} writes of panes whose windows are of time and whose keys are of fields. */
public final class PaneReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private PaneReader() {}

    /**
     * The pane in {@code record}.
     *
     * @throws IOException when it is none
     */
    public static Pane<Key> read(byte[] record) throws IOException {
        try (JsonParser json = FACTORY.createParser(record)) {
            json.nextToken();
            return pane(map(value(json)));
        } catch (ClassCastException | IllegalArgumentException e) {
            throw new IOException("a record is no pane: " + e.getMessage(), e);
        }
    }

    private static Pane<Key> pane(Map<String, @Nullable Object> record) {
        Map<String, @Nullable Object> key = map(record.get("key"));
        Map<String, @Nullable Object> window = map(record.get("window"));
        Map<String, @Nullable Object> info = map(record.get("pane"));
        Map<String, @Nullable Object> results = map(record.get("results"));
        List<Object> fields = new ArrayList<>();
        key.values().forEach(field -> fields.add(got(field)));
        return new Pane<>(
                (String) got(record.get("view")),
                Key.of(List.copyOf(key.keySet()), fields),
                new Window(Window.Domain.TIME, number(window.get("start")), number(window.get("end"))),
                new PaneInfo(
                        PaneTiming.valueOf(((String) got(info.get("timing"))).toUpperCase(Locale.ROOT)),
                        number(info.get("index")),
                        (Boolean) got(info.get("is_last")),
                        filled(info.get("filled"), results.keySet())),
                (Boolean) got(record.get("retraction")),
                number(record.get("count")),
                new PaneResults(List.copyOf(results.keySet()), results.values().toArray()),
                number(record.get("watermark")));
    }

    /** The methods of the results {@code names}: one for all, or one for each. */
    private static List<FillMethod> filled(@Nullable Object filled, Set<String> names) {
        if (filled == null) {
            return List.of();
        }
        List<FillMethod> methods = new ArrayList<>();
        for (String name : names) {
            Object method = filled instanceof String ? filled : got(map(filled).get(name));
            methods.add(FillMethod.valueOf(((String) method).toUpperCase(Locale.ROOT)));
        }
        return methods;
    }

    private static Object got(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a field is missing");
        }
        return value;
    }

    private static long number(@Nullable Object value) {
        return (Long) got(value);
    }

    @SuppressWarnings("unchecked") // The names of an object are texts.
    private static Map<String, @Nullable Object> map(@Nullable Object value) {
        return (Map<String, @Nullable Object>) got(value);
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            object.put(name, value(json));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser json) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(json));
        }
        return array;
    }
}
