// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/** A JSON record as texts by path, {@code panes.on_time}. */
record Json(Map<String, String> values) {
    static Json of(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Deque<String> path = new ArrayDeque<>();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    path.push(json.currentName());
                } else if (token == JsonToken.END_OBJECT && !path.isEmpty()) {
                    path.pop();
                } else if (token.isScalarValue()) {
                    values.put(joined(path), json.getText());
                    path.pop();
                }
            }
            return new Json(values);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private static String joined(Deque<String> path) {
        StringJoiner joined = new StringJoiner(".");
        for (Iterator<String> names = path.descendingIterator(); names.hasNext(); ) {
            joined.add(names.next());
        }
        return joined.toString();
    }

    String text(String path) {
        return Objects.requireNonNull(values.get(path), () -> "no " + path + " in " + values);
    }

    long number(String path) {
        return Long.parseLong(text(path));
    }
}
