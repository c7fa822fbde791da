// SPDX-License-Identifier: Apache-2.0
package io.tidemark.archive;

/**
 * Which panes are read: those of a view whose windows lie inside {@code [from, to)}, of one key or of all.
 *
 * @param view whose
 * @param from the lowest start of a window
 * @param to the highest end of a window
 */
public record ArchiveRange(ArchivedView view, long from, long to) {
    /** Everything of {@code view}. */
    public static ArchiveRange all(ArchivedView view) {
        return new ArchiveRange(view, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Whether the window {@code [start, end)} is in it. */
    public boolean holds(long start, long end) {
        return start >= from && end <= to;
    }
}
