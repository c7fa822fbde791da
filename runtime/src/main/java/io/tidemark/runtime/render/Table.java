// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.render;

import io.tidemark.runtime.problem.Plain;
import java.util.ArrayList;
import java.util.List;

/**
 * A table in lines of text. Titles of several words joined by underscores may take two lines; what does not fit the width is cut from the right, column by column, and
 * said.
 */
public final class Table {
    private static final int WIDE_GAP = 2;
    private static final int NARROW_GAP = 1;
    private static final int LONGEST_CELL = 60;

    /**
     * A column.
     *
     * @param title above it
     * @param isNumber whether it is aligned to the right
     */
    public record Column(String title, boolean isNumber) {}

    private final List<Column> columns;
    private final int longestCell;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<Column> columns, int longestCell) {
        this.longestCell = longestCell;
        this.columns = columns.stream()
                .map(column -> new Column(cell(column.title()), column.isNumber()))
                .toList();
    }

    /** A table without rows, whose cells are cut when they are very long. */
    public static Table of(List<Column> columns) {
        return new Table(columns, LONGEST_CELL);
    }

    /** A table without rows that shows every cell whole. */
    public static Table uncut(List<Column> columns) {
        return new Table(columns, Integer.MAX_VALUE);
    }

    /** Adds a row, one cell for each column. */
    public void add(List<String> cells) {
        rows.add(cells.stream().map(this::cell).toList());
    }

    private String cell(String text) {
        String plain = Plain.text(text);
        return DisplayWidth.of(plain) > longestCell ? DisplayWidth.cut(plain, longestCell - 3) + "..." : plain;
    }

    /** The lines, none longer than {@code width} unless the first column alone is; columns stand closer together where that lets all of them fit. */
    public List<String> lines(int width) {
        boolean isWide = fitting(width, WIDE_GAP) == columns.size();
        int gap = isWide ? WIDE_GAP : NARROW_GAP;
        int shown = fitting(width, gap);
        List<String> lines = new ArrayList<>(lines(shown, gap));
        if (shown < columns.size()) {
            lines.addAll(note(shown, width));
        }
        return lines;
    }

    private List<String> lines(int shown, int gap) {
        List<String> lines = new ArrayList<>();
        if (columns.stream().limit(shown).anyMatch(column -> titleLines(column).size() > 1)) {
            lines.add(titles(shown, gap, 0));
        }
        lines.add(titles(shown, gap, 1));
        lines.add(rule(shown, gap));
        rows.forEach(row -> lines.add(line(shown, gap, row)));
        return lines;
    }

    /** Names the columns that are not shown, in as many lines as that takes. */
    private List<String> note(int shown, int width) {
        List<String> hidden = columns.stream().skip(shown).map(Column::title).toList();
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : ("(not shown, for want of width: " + String.join(", ", hidden) + ")").split(" ", -1)) {
            if (!line.isEmpty() && DisplayWidth.of(line + " " + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private int fitting(int width, int gap) {
        int total = width(0);
        int shown = 1;
        while (shown < columns.size() && total + gap + width(shown) <= width) {
            total += gap + width(shown);
            shown++;
        }
        return shown;
    }

    private int width(int column) {
        int widest = titleLines(columns.get(column)).stream()
                .mapToInt(DisplayWidth::of)
                .max()
                .orElse(0);
        for (List<String> row : rows) {
            widest = Math.max(widest, DisplayWidth.of(row.get(column)));
        }
        return widest;
    }

    /** A long title in two lines, broken after the underscore or point nearest to its middle. */
    private static List<String> titleLines(Column column) {
        String title = column.title();
        int best = 0;
        for (int i = 1; i < title.length() - 1; i++) {
            boolean isBreak = title.charAt(i - 1) == '_' || title.charAt(i) == '.';
            if (isBreak && Math.abs(2 * i - title.length()) < Math.abs(2 * best - title.length())) {
                best = i;
            }
        }
        return title.length() < 8 || best == 0
                ? List.of(title)
                : List.of(title.substring(0, best), title.substring(best));
    }

    private String titles(int shown, int gap, int line) {
        List<String> cells = new ArrayList<>();
        for (Column column : columns) {
            List<String> lines = titleLines(column);
            int index = line - (2 - lines.size());
            cells.add(index < 0 ? "" : lines.get(index));
        }
        return line(shown, gap, cells);
    }

    private String rule(int shown, int gap) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            cells.add("-".repeat(width(i)));
        }
        return line(shown, gap, cells);
    }

    private String line(int shown, int gap, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            String padding = " ".repeat(width(i) - DisplayWidth.of(cells.get(i)));
            line.append(" ".repeat(i == 0 ? 0 : gap));
            line.append(columns.get(i).isNumber() ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }
}
