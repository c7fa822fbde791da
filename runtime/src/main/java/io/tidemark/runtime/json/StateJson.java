// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.json;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointHeader;
import io.tidemark.engine.StateCell;
import io.tidemark.engine.StateRecord;
import io.tidemark.llm.row.Key;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a checkpoint holds as plain values, to be written as JSON or as MessagePack: texts, numbers, truth values, {@link ByteBuffer}s, and maps and lists of them. */
public final class StateJson {
    private StateJson() {}

    /** What {@code checkpoint} says of itself. */
    public static Map<String, Object> header(Checkpoint checkpoint) {
        CheckpointHeader header = checkpoint.header();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("job", header.job());
        map.put("id", header.id());
        map.put("created_at", header.createdAt());
        map.put("positions", header.positions().next());
        map.put("watermarks", header.watermarks());
        map.put("segments", checkpoint.segments().size());
        map.put("bytes", checkpoint.bytes());
        return Map.of("checkpoint", map);
    }

    /** The end of what has {@code entries}: who does not find it has not got all. */
    public static Map<String, Object> end(long entries) {
        return Map.of("end", Map.of("entries", entries));
    }

    /** An entry. */
    public static Map<String, Object> entry(StateRecord entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("store", entry.store());
        if (entry.view() != null) {
            map.put("view", entry.view());
        }
        if (entry.key() != null) {
            map.put("key", entry.key() instanceof Key fields ? fields.asMap() : entry.key());
        }
        putIfAny(map, "key_bytes", entry.keyBytes());
        map.putAll(entry.facts());
        if (!entry.cells().isEmpty()) {
            map.put("cells", cells(entry));
        }
        putIfAny(map, "content", entry.content());
        return map;
    }

    private static List<Map<String, Object>> cells(StateRecord entry) {
        List<Map<String, Object>> cells = new ArrayList<>();
        for (StateCell cell : entry.cells()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put(entry.store().equals("windows") ? "window" : "slice", PaneJson.bounds(cell.window()));
            map.put("elements", cell.elements());
            map.put("accumulators", cell.accumulators());
            map.put("results", cell.results().asMap());
            cells.add(map);
        }
        return cells;
    }

    private static void putIfAny(Map<String, Object> map, String name, ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
            map.put(name, bytes);
        }
    }
}
