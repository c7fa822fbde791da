// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.engine.StateCell;
import io.tidemark.engine.StateRecord;
import io.tidemark.runtime.render.Figures;
import io.tidemark.runtime.render.Table;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what the entries of a checkpoint hold of each view. */
final class StateCounts {
    /** So many keys of a view are counted; more would take too much memory to look at a checkpoint. */
    private static final int MOST_KEYS = 1_000_000;

    private final Map<String, Long> watermarks;
    private final Map<String, Count> counts = new TreeMap<>();

    /** Of the views that have {@code watermarks}, and of others that turn up. */
    StateCounts(Map<String, Long> watermarks) {
        this.watermarks = watermarks;
        watermarks.keySet().forEach(view -> counts.put(view, new Count()));
    }

    private static final class Count {
        private final Set<Object> slices = new HashSet<>();
        private final Set<ByteBuffer> keys = new HashSet<>();
        private long windows;
        private long elements;
        private long ids;
        private boolean isOpaque;
    }

    void take(StateRecord entry) {
        if (entry.view() == null) {
            return;
        }
        Count count = counts.computeIfAbsent(entry.view(), view -> new Count());
        switch (entry.store()) {
            case "slices" -> takeSlices(entry, count);
            case "windows", "ordinals" -> count.windows += entry.cells().size();
            case "seen_ids" -> count.ids++;
            default -> {
                return;
            }
        }
        count.isOpaque |= entry.content().hasRemaining();
        for (StateCell cell : entry.cells()) {
            count.elements += cell.elements();
        }
        if (entry.keyBytes().hasRemaining() && count.keys.size() <= MOST_KEYS) {
            count.keys.add(entry.keyBytes());
        }
    }

    private static void takeSlices(StateRecord entry, Count count) {
        Object known = entry.facts().get("slice_start");
        if (known != null) {
            count.slices.add(known);
        }
        entry.cells().forEach(cell -> count.slices.add(cell.window().start()));
    }

    /** A row for each view; {@code ?} is what cannot be told, because the view is gone or has changed. */
    Table table() {
        Table table = Table.of(List.of(
                new Table.Column("view", false),
                new Table.Column("watermark", false),
                new Table.Column("keys", true),
                new Table.Column("slices", true),
                new Table.Column("windows", true),
                new Table.Column("elements", true),
                new Table.Column("seen_ids", true)));
        counts.forEach((view, count) -> table.add(List.of(
                view,
                watermarks.containsKey(view) ? Figures.time(watermarks.get(view)) : "-",
                (count.keys.size() > MOST_KEYS ? "> " : "") + Figures.whole(Math.min(count.keys.size(), MOST_KEYS)),
                Figures.whole(count.slices.size()),
                count.isOpaque ? "?" : Figures.whole(count.windows),
                count.isOpaque ? "?" : Figures.whole(count.elements),
                Figures.whole(count.ids))));
        return table;
    }
}
