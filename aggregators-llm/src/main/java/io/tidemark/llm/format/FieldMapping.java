// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one field of a call comes from: the first of its sources that has something. Nothing, null and an empty text are not something.
 *
 * @param sources in order of preference
 * @param fallback a text, a number or a truth value when none has, already in the unit of the field
 */
public record FieldMapping(List<Source> sources, Optional<Object> fallback) {
    /** Sources beyond are refused. */
    public static final int MAX_SOURCES = 16;

    /**
     * A place in the record.
     *
     * @param path as in {@link JsonFormat}, or the name of a column
     * @param unit of the value there
     * @param values texts by what stands there; when not empty, anything else is not something
     */
    public record Source(String path, MappingUnit unit, Map<String, String> values) {
        /** Keeps a copy. */
        public Source {
            values = Map.copyOf(values);
        }
    }

    /** Keeps a copy. */
    public FieldMapping {
        sources = List.copyOf(sources);
        if (sources.size() > MAX_SOURCES) {
            throw new IllegalArgumentException("more than " + MAX_SOURCES + " sources of one field");
        }
    }
}
