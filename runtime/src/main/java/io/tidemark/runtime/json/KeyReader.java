// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.llm.row.Key;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a key as panes show it: {@code {"model": "gpt-4o"}}. */
public final class KeyReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private KeyReader() {}

    /**
     * The key in {@code json}.
     *
     * @param names the fields that it must have, and no others
     * @throws IllegalArgumentException when it is something else; the message says what
     */
    public static Key read(String json, List<String> names) {
        Map<String, Object> given = fields(json);
        List<Object> values = new ArrayList<>();
        names.forEach(name -> values.add(given.getOrDefault(name, Map.of())));
        if (!given.keySet().equals(new HashSet<>(names))) {
            throw refused("the view's key has the fields " + names + ", but got " + given.keySet());
        }
        return Key.of(names, values);
    }

    private static Map<String, Object> fields(String json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            while (isObject && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser));
            }
            if (isObject && parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null) {
                return fields;
            }
        } catch (IOException e) {
            throw refused("expected an object of JSON, such as '{\"model\": \"gpt-4o\"}', but got '" + json + "'");
        }
        throw refused("expected an object of JSON, such as '{\"model\": \"gpt-4o\"}', but got '" + json + "'");
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new IOException("a value is a text, a number or a truth value");
        };
    }

    private static IllegalArgumentException refused(String message) {
        return new IllegalArgumentException(message);
    }
}
