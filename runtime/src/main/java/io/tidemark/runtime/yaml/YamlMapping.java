// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.yaml;

import io.tidemark.runtime.problem.Mark;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values, in the order of the file.
 *
 * @param mark where it begins
 * @param entries by key
 * @param weight how many nodes it has
 */
public record YamlMapping(Mark mark, Map<String, Entry> entries, long weight) implements YamlNode {
    /**
     * A key with its value.
     *
     * @param mark where the key was written
     * @param value the value
     */
    public record Entry(Mark mark, YamlNode value) {}

    /** A mapping of {@code entries}. */
    static YamlMapping of(Mark mark, Map<String, Entry> entries) {
        long weight = 1;
        for (Entry entry : entries.values()) {
            weight += 1 + entry.value().weight();
        }
        return new YamlMapping(mark, Collections.unmodifiableMap(new LinkedHashMap<>(entries)), weight);
    }

    /** A mapping of nothing. */
    public static YamlMapping empty(Mark mark) {
        return of(mark, Map.of());
    }

    /** The value of {@code key}, or null. */
    public @Nullable Entry get(String key) {
        return entries.get(key);
    }

    /** This mapping with {@code key} set to {@code entry}. */
    YamlMapping with(String key, Entry entry) {
        Map<String, Entry> changed = new LinkedHashMap<>(entries);
        changed.put(key, entry);
        return of(mark, changed);
    }

    @Override
    public String kind() {
        return "keys and values";
    }
}
