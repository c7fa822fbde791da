// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the fields of a call come from.
 *
 * @param isCsv whether records are lines of CSV instead of JSON
 * @param fields by name, of {@link CallField}; other fields are at their own path
 */
public record MappingOptions(boolean isCsv, Map<String, FieldMapping> fields) {
    /** Every field is at its own path. */
    public static final MappingOptions NONE = new MappingOptions(false, Map.of());

    /** Keeps a copy. */
    public MappingOptions {
        fields = Map.copyOf(fields);
    }

    /** These, and for fields that these do not have, those of {@code others}. */
    MappingOptions over(MappingOptions others) {
        Map<String, FieldMapping> all = new LinkedHashMap<>(others.fields);
        all.putAll(fields);
        return new MappingOptions(isCsv, all);
    }
}
