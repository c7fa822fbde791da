// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes what was read. */
final class Resolved {
    private Resolved() {}

    static String toYaml(Map<String, Object> resolved) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.AUTO)
                .setWidth(120)
                .setDereferenceAliases(true)
                .build();
        return new Dump(settings).dumpToString(withoutEmpty(resolved));
    }

    /** Sections of which nothing was given or known are left out. */
    private static Map<String, Object> withoutEmpty(Map<String, Object> section) {
        Map<String, Object> kept = new LinkedHashMap<>();
        section.forEach((key, value) -> {
            Object inner = prune(value);
            if (!(inner instanceof Map<?, ?> map && map.isEmpty())) {
                kept.put(key, inner);
            }
        });
        return kept;
    }

    @SuppressWarnings("unchecked") // Sections keep maps by text, and lists.
    private static Object prune(Object value) {
        if (value instanceof Map<?, ?> map) {
            return withoutEmpty((Map<String, Object>) map);
        }
        return value instanceof List<?> list
                ? list.stream().map(Resolved::prune).toList()
                : value;
    }
}
