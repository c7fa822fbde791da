// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How attributes of spans are called, now and in the past, and which field of an LLM call each is: a table in the file {@code genai-conventions.json}.
 *
 * @param version of the table; it grows with each change of what a field means
 * @param operation names of the attribute that says what a span did; the first that a span has counts
 * @param calls the operations that are LLM calls
 * @param evaluation the name of the events that are evaluations
 * @param shared the fields that an evaluation has from its call, and that an attribute of the resource may give
 * @param fields for each field the attributes it comes from, the first that a span has counts
 */
record Conventions(
        int version,
        List<String> operation,
        Set<String> calls,
        Set<String> evaluation,
        Set<String> shared,
        Map<String, List<Alias>> fields) {
    /** What a value has to go through. */
    enum Conversion {
        /** It stays as it is. */
        FROM,
        /** Seconds become milliseconds. */
        FROM_SECONDS,
        /** A count becomes whether there are any. */
        FROM_COUNT
    }

    /** The name of an attribute, and what becomes of its value. */
    record Alias(String name, Conversion conversion) {}

    private static final String FILE = "genai-conventions.json";
    private static final String FIELDS = "fields.";

    /** The table of this version. */
    static Conventions load() {
        try (InputStream file = Objects.requireNonNull(Conventions.class.getResourceAsStream(FILE), FILE)) {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    /** Reads a table. */
    static Conventions read(InputStream json) throws IOException {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isScalarValue()) {
                    lists.computeIfAbsent(path(parser), absent -> new ArrayList<>())
                            .add(parser.getText());
                }
            }
        }
        return new Conventions(
                Integer.parseInt(list(lists, "version").get(0)),
                list(lists, "operation"),
                Set.copyOf(list(lists, "calls")),
                Set.copyOf(list(lists, "evaluation")),
                Set.copyOf(list(lists, "shared")),
                fields(lists));
    }

    /** The names of the members that the parser stands in, joined by dots. */
    private static String path(JsonParser parser) {
        boolean isElement = parser.getParsingContext().inArray();
        String pointer = parser.getParsingContext().pathAsPointer().toString().substring(1);
        String members = isElement ? pointer.substring(0, pointer.lastIndexOf('/')) : pointer;
        return members.replace('/', '.');
    }

    private static List<String> list(Map<String, List<String>> lists, String path) {
        return List.copyOf(Objects.requireNonNull(lists.get(path), path));
    }

    private static Map<String, List<Alias>> fields(Map<String, List<String>> lists) {
        Map<String, List<Alias>> fields = new LinkedHashMap<>();
        lists.forEach((path, names) -> {
            if (path.startsWith(FIELDS)) {
                int dot = path.lastIndexOf('.');
                Conversion conversion =
                        Conversion.valueOf(path.substring(dot + 1).toUpperCase(Locale.ROOT));
                List<Alias> aliases =
                        fields.computeIfAbsent(path.substring(FIELDS.length(), dot), x -> new ArrayList<>());
                names.forEach(name -> aliases.add(new Alias(name, conversion)));
            }
        });
        return fields;
    }
}
