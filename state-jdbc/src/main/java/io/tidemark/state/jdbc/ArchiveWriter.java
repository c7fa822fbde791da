// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.ArchivedView;
import io.tidemark.checkpoint.FencedException;
import io.tidemark.window.Window;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Changes the archive of one job, each change in the transaction of the connection that it is given.
 *
 * @param sql of the archive's tables
 * @param job the job's name
 */
record ArchiveWriter(ArchiveSql sql, String job) {
    private static final String DUPLICATE = "23505";

    /** What a pane is known by. */
    private record Identity(int view, ByteBuffer key, Window window, long sequence) {}

    /** Makes sure that the job has a row. */
    void addJob(Connection connection) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(sql.addJob)) {
            add.setString(1, job);
            add.executeUpdate();
        } catch (SQLException e) {
            if (!DUPLICATE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Makes {@code owner} the only writer, and returns the highest epoch. */
    long claim(Connection connection, long owner) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(sql.claimJob)) {
            claim.setLong(1, owner);
            claim.setString(2, job);
            claim.executeUpdate();
        }
        try (PreparedStatement find = connection.prepareStatement(sql.findJob)) {
            find.setString(1, job);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? row.getLong("epoch") : 0;
            }
        }
    }

    /** The job's views by their numbers in the database. */
    Map<ArchivedView, Integer> views(Connection connection) throws SQLException {
        Map<ArchivedView, Integer> views = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql.views)) {
            select.setString(1, job);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    views.put(new ArchivedView(rows.getString("name"), rows.getString("shape")), rows.getInt("id"));
                }
            }
        }
        return views;
    }

    void append(Connection connection, long owner, List<ArchivedPane> panes) throws SQLException, FencedException {
        long highest = panes.stream().mapToLong(ArchivedPane::epoch).max().orElse(0);
        move(connection, owner, highest, Long.MAX_VALUE);
        Map<Identity, ArchivedPane> latest = latest(connection, panes);
        delete(connection, latest);
        try (Batch add = new Batch(connection, sql.addRow)) {
            for (Map.Entry<Identity, ArchivedPane> pane : latest.entrySet()) {
                ArchiveRow.add(add, pane.getKey().view, pane.getValue());
            }
            add.flush();
        }
    }

    void forgetAfter(Connection connection, long owner, long epoch) throws SQLException, FencedException {
        move(connection, owner, 0, epoch);
        try (PreparedStatement delete = connection.prepareStatement(sql.deleteAfterEpoch)) {
            for (int view : views(connection).values()) {
                delete.setInt(1, view);
                delete.setLong(2, epoch);
                delete.executeUpdate();
            }
        }
    }

    /** Deletes about {@code limit} panes of windows of a view that ended at {@code time} or before; returns how many rows those had. */
    int deleteEnded(Connection connection, int view, long time, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.lastToDelete)) {
            select.setInt(1, view);
            select.setLong(2, time);
            select.setInt(3, limit - 1);
            try (ResultSet last = select.executeQuery()) {
                return last.next() ? deleteUpTo(connection, view, time, last) : deleteAllEnded(connection, view, time);
            }
        }
    }

    private int deleteAllEnded(Connection connection, int view, long time) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql.deleteEnded)) {
            delete.setInt(1, view);
            delete.setLong(2, time);
            return delete.executeUpdate();
        }
    }

    private int deleteUpTo(Connection connection, int view, long time, ResultSet last) throws SQLException {
        long end = last.getLong("window_end");
        byte[] key = last.getBytes("pane_key");
        try (PreparedStatement delete = connection.prepareStatement(sql.deleteUpTo)) {
            delete.setInt(1, view);
            delete.setLong(2, time);
            delete.setLong(3, end);
            delete.setLong(4, end);
            delete.setBytes(5, key);
            delete.setBytes(6, key);
            delete.setLong(7, last.getLong("window_start"));
            return delete.executeUpdate();
        }
    }

    /** Brings the job's epoch into {@code [atLeast, atMost]}. It changes the job's row, so that writers come one after the other, and none that was claimed away. */
    private void move(Connection connection, long owner, long atLeast, long atMost)
            throws SQLException, FencedException {
        try (PreparedStatement move = connection.prepareStatement(sql.moveJob)) {
            move.setLong(1, atLeast);
            move.setLong(2, atLeast);
            move.setLong(3, atMost);
            move.setLong(4, atMost);
            move.setString(5, job);
            move.setLong(6, owner);
            if (move.executeUpdate() == 0) {
                throw new FencedException("another process has claimed the archive of '" + job
                        + "': only one may write to it, and it is the one that began last");
            }
        }
    }

    /** Of panes with one identity the last one. */
    private Map<Identity, ArchivedPane> latest(Connection connection, Collection<ArchivedPane> panes)
            throws SQLException {
        Map<ArchivedView, Integer> views = views(connection);
        Map<Identity, ArchivedPane> latest = new LinkedHashMap<>();
        for (ArchivedPane pane : panes) {
            if (!views.containsKey(pane.view())) {
                addView(connection, pane.view());
                views = views(connection);
            }
            int view = Objects.requireNonNull(views.get(pane.view()), "a view that was just added");
            latest.put(new Identity(view, ByteBuffer.wrap(pane.key()), pane.window(), pane.sequence()), pane);
        }
        return latest;
    }

    private void addView(Connection connection, ArchivedView view) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(sql.addView)) {
            add.setString(1, view.name());
            add.setString(2, view.shape());
            add.setString(3, job);
            add.executeUpdate();
        }
    }

    private void delete(Connection connection, Map<Identity, ArchivedPane> panes) throws SQLException {
        try (Batch delete = new Batch(connection, sql.deletePane)) {
            for (Map.Entry<Identity, ArchivedPane> pane : panes.entrySet()) {
                delete.row().setInt(1, pane.getKey().view);
                delete.row().setBytes(2, ArchiveRow.keyId(pane.getValue().key()));
                delete.row().setLong(3, pane.getKey().window.start());
                delete.row().setLong(4, pane.getKey().window.end());
                delete.row().setLong(5, pane.getKey().sequence);
                delete.add(pane.getValue().key().length);
            }
            delete.flush();
        }
    }
}
