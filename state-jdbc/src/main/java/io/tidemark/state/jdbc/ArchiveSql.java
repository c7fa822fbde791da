// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

/** The SQL of an archive, which H2 and PostgreSQL both understand. Values are always parameters; only the prefix of the tables is pasted in, which {@link TablePrefix} has checked. */
final class ArchiveSql {
    /** How many rows are read at once. */
    static final int PAGE = 64;

    final String findJob;
    final String addJob;
    final String claimJob;
    final String moveJob;
    final String views;
    final String addView;
    final String deletePane;
    final String addRow;
    final String firstKey;
    final String nextKey;
    final String readFrom;
    final String readAfter;
    final String deleteAfterEpoch;
    final String lastToDelete;
    final String deleteEnded;
    final String deleteUpTo;

    ArchiveSql(String prefix) {
        String job = prefix + "job";
        String view = prefix + "view";
        String pane = prefix + "pane";
        findJob = "SELECT id, epoch FROM " + job + " WHERE name = ?";
        addJob = "INSERT INTO " + job + " (name, owner, epoch) VALUES (?, 0, 0)";
        claimJob = "UPDATE " + job + " SET owner = ? WHERE name = ?";
        moveJob = "UPDATE " + job
                + " SET epoch = CASE WHEN epoch < ? THEN ? WHEN epoch > ? THEN ? ELSE epoch END WHERE name = ? AND owner = ?";
        views = "SELECT v.id, v.name, v.shape FROM " + view + " v JOIN " + job
                + " j ON v.job = j.id WHERE j.name = ? ORDER BY v.id";
        addView = "INSERT INTO " + view + " (job, name, shape) SELECT id, ?, ? FROM " + job + " WHERE name = ?";
        deletePane = "DELETE FROM " + pane
                + " WHERE view_id = ? AND pane_key = ? AND window_start = ? AND window_end = ? AND sequence = ?";
        addRow = "INSERT INTO " + pane + " (view_id, pane_key, window_start, window_end, sequence, part, domain, kind,"
                + " epoch, elements, size, checksum, long_key, content)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        firstKey = "SELECT pane_key FROM " + pane + " WHERE view_id = ? ORDER BY pane_key LIMIT 1";
        nextKey = "SELECT pane_key FROM " + pane + " WHERE view_id = ? AND pane_key > ? ORDER BY pane_key LIMIT 1";
        String read = "SELECT window_start, window_end, sequence, part, domain, kind, epoch, elements, size, checksum,"
                + " long_key, content FROM " + pane
                + " WHERE view_id = ? AND pane_key = ? AND window_start >= ? AND window_end <= ?";
        String inOrder = " ORDER BY window_start, window_end, sequence, part LIMIT " + PAGE;
        readFrom = read + inOrder;
        readAfter = read + " AND (window_start > ? OR (window_start = ? AND (window_end > ? OR (window_end = ?"
                + " AND (sequence > ? OR (sequence = ? AND part > ?))))))" + inOrder;
        deleteAfterEpoch = "DELETE FROM " + pane + " WHERE view_id = ? AND epoch > ?";
        String ended = " FROM " + pane + " WHERE view_id = ? AND domain = 0 AND window_end <= ?";
        lastToDelete = "SELECT window_end, pane_key, window_start" + ended
                + " AND part = 0 ORDER BY window_end, pane_key, window_start LIMIT 1 OFFSET ?";
        deleteEnded = "DELETE" + ended;
        deleteUpTo = deleteEnded
                + " AND (window_end < ? OR (window_end = ? AND (pane_key < ? OR (pane_key = ? AND window_start <= ?))))";
    }
}
