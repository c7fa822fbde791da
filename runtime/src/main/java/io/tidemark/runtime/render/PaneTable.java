// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.render;

import io.tidemark.llm.row.Key;
import io.tidemark.pane.Pane;
import io.tidemark.runtime.host.Terminal;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Panes of one view as a table: a row for each window and key, by time and then key, with a bar for the count. A result that is an object has a column for
 * each of its members.
 */
public final class PaneTable {
    private static final int BAR_WIDTH = 8;
    private static final int WIDE_BAR_WIDTH = 20;
    private static final int WIDE = 120;

    private final List<Pane<?>> panes;
    private final Terminal terminal;
    private String countName = "count";

    /** The panes, which must be of one view and at least one. */
    public PaneTable(Collection<Pane<?>> panes, Terminal terminal) {
        this.panes = panes.stream()
                .sorted(Comparator.<Pane<?>>comparingLong(pane -> pane.window().start())
                        .thenComparingLong(pane -> pane.window().end())
                        .thenComparing(pane -> keyFields(pane).values().toString())
                        .thenComparingLong(pane -> pane.info().index()))
                .toList();
        this.terminal = terminal;
    }

    /** The lines of the table. */
    public List<String> lines() {
        Map<String, List<@Nullable Object>> results = resultColumns();
        countName = results.keySet().stream()
                .filter(name -> isCount(results.get(name)))
                .findFirst()
                .orElse("count");
        results.remove(countName);
        Table table = Table.of(columns(results));
        long largest = panes.stream().mapToLong(Pane::count).max().orElse(0);
        for (int row = 0; row < panes.size(); row++) {
            table.add(cells(row, largest, results));
        }
        return table.lines(terminal.columns());
    }

    /** Whether a result is nothing but the number of elements, which then need not be shown twice. */
    private boolean isCount(@Nullable List<@Nullable Object> column) {
        for (int row = 0; row < panes.size(); row++) {
            if (column == null || !Long.valueOf(panes.get(row).count()).equals(column.get(row))) {
                return false;
            }
        }
        return true;
    }

    private List<Table.Column> columns(Map<String, List<@Nullable Object>> results) {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(new Table.Column(isTimed() ? "window" : "elements", false));
        if (isTimed() && terminal.columns() >= WIDE) {
            columns.add(new Table.Column("end", false));
        }
        keyFields(panes.get(0)).keySet().forEach(name -> columns.add(new Table.Column(name, false)));
        if (hasSeveralTimings()) {
            columns.add(new Table.Column("timing", false));
        }
        columns.add(new Table.Column(countName, true));
        columns.add(new Table.Column("", false));
        results.keySet().forEach(name -> columns.add(new Table.Column(name, true)));
        return columns;
    }

    private List<String> cells(int row, long largest, Map<String, List<@Nullable Object>> results) {
        Pane<?> pane = panes.get(row);
        List<String> cells = new ArrayList<>();
        Window window = pane.window();
        cells.add(isTimed() ? Figures.time(window.start()) : window.start() + " to " + window.end());
        if (isTimed() && terminal.columns() >= WIDE) {
            cells.add(Figures.time(window.end()));
        }
        keyFields(pane).values().forEach(value -> cells.add(value.toString()));
        if (hasSeveralTimings()) {
            cells.add(timing(pane));
        }
        cells.add(Figures.whole(pane.count()));
        int width = terminal.columns() >= WIDE ? WIDE_BAR_WIDTH : BAR_WIDTH;
        cells.add(Bars.of((double) pane.count() / Math.max(1, largest), width, terminal.showsUnicode()));
        for (List<@Nullable Object> column : results.values()) {
            cells.add(figure(column.get(row), column));
        }
        return cells;
    }

    private static String timing(Pane<?> pane) {
        if (pane.retraction()) {
            return "retraction";
        }
        return pane.info().isFilled() ? "filled" : pane.info().timing().wireName();
    }

    private boolean isTimed() {
        return panes.get(0).window().domain() != Window.Domain.COUNT;
    }

    private boolean hasSeveralTimings() {
        return panes.stream().map(PaneTable::timing).distinct().count() > 1
                || panes.stream().anyMatch(Pane::retraction);
    }

    private static Map<String, Object> keyFields(Pane<?> pane) {
        return pane.key() instanceof Key key ? key.asMap() : Map.of("key", pane.key());
    }

    /** The values of each column, one for each pane. */
    private Map<String, List<@Nullable Object>> resultColumns() {
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        for (int row = 0; row < panes.size(); row++) {
            for (Map.Entry<String, @Nullable Object> result :
                    flat(panes.get(row)).entrySet()) {
                List<@Nullable Object> column = columns.computeIfAbsent(result.getKey(), name -> new ArrayList<>());
                while (column.size() < row) {
                    column.add(null);
                }
                column.add(result.getValue());
            }
        }
        columns.values().forEach(column -> {
            while (column.size() < panes.size()) {
                column.add(null);
            }
        });
        return columns;
    }

    private static Map<String, @Nullable Object> flat(Pane<?> pane) {
        Map<String, @Nullable Object> flat = new LinkedHashMap<>();
        pane.results().asMap().forEach((name, value) -> {
            if (value instanceof Map<?, ?> members) {
                members.forEach((member, inner) -> flat.put(name + "." + member, inner));
            } else {
                flat.put(name, value);
            }
        });
        return flat;
    }

    private static String figure(@Nullable Object value, List<@Nullable Object> column) {
        if (value == null) {
            return "-";
        }
        if (value instanceof Double number) {
            return Figures.decimal(number, decimals(column));
        }
        return value instanceof Long number ? Figures.whole(number) : value.toString();
    }

    private static int decimals(List<@Nullable Object> column) {
        double largest = 0;
        boolean whole = true;
        for (@Nullable Object value : column) {
            if (value instanceof Double number) {
                largest = Math.max(largest, Math.abs(number));
                whole &= number == Math.rint(number);
            }
        }
        return whole ? 0 : Figures.decimals(largest);
    }
}
