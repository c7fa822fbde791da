// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import org.jspecify.annotations.Nullable;

/** Cuts one record of comma-separated values into its cells (RFC 4180). */
final class CsvCells {
    private final String line;
    private int at;
    private boolean quoted;
    private boolean more = true;

    CsvCells(String line) {
        this.line = line;
    }

    /** Whether there is another cell; a line has at least one. */
    boolean hasNext() {
        return more;
    }

    /** Whether the last cell was in quotes. */
    boolean wasQuoted() {
        return quoted;
    }

    /** The next cell, or null when a quote is where none may be. */
    @Nullable
    String next() {
        quoted = at < line.length() && line.charAt(at) == '"';
        String cell = quoted ? quotedCell() : plainCell();
        more = at < line.length();
        if (more && line.charAt(at) != ',') {
            return null;
        }
        at++;
        return cell;
    }

    private @Nullable String plainCell() {
        int comma = line.indexOf(',', at);
        int end = comma < 0 ? line.length() : comma;
        String cell = line.substring(at, end);
        at = end;
        return cell.indexOf('"') < 0 ? cell : null;
    }

    private @Nullable String quotedCell() {
        StringBuilder cell = new StringBuilder();
        int from = at + 1;
        for (int quote = line.indexOf('"', from); quote >= 0; quote = line.indexOf('"', from)) {
            cell.append(line, from, quote);
            from = quote + 1;
            if (from == line.length() || line.charAt(from) != '"') {
                at = from;
                return cell.toString();
            }
            cell.append('"');
            from++;
        }
        at = line.length();
        return null;
    }
}
