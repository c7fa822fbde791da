// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.json;

import io.tidemark.engine.ArchivedResult;
import io.tidemark.llm.row.Key;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what archived windows hold together as JSON records, like panes. */
public final class ArchiveJson {
    private ArchiveJson() {}

    /** The record of {@code result}, with a line end. */
    public static byte[] bytes(ArchivedResult<?> result) {
        return JsonLine.bytes(json -> JsonLine.value(json, map(result)));
    }

    /** What the record holds, by name. */
    public static Map<String, Object> map(ArchivedResult<?> result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("view", result.view());
        map.put("key", result.key() instanceof Key fields ? fields.asMap() : result.key());
        map.put("window", PaneJson.bounds(result.range()));
        map.put("windows", result.windows());
        map.put("first", result.first());
        map.put("last", result.last());
        map.put("count", result.count());
        map.put("results", result.results().asMap());
        return map;
    }
}
