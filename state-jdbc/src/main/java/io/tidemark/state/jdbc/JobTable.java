// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The row of one job in {@code state_job}, and the names of its stores.
 *
 * @param name the job's
 * @param owner what its row must say for this one to write
 */
record JobTable(String name, long owner) {
    private static final String DUPLICATE = "23505";

    /** The id of the job's row, which is made where it is missing. */
    int findOrAdd(Connection connection) throws SQLException {
        Integer found = find(connection);
        if (found == null) {
            add(connection);
            found = find(connection);
        }
        if (found == null) {
            throw new SQLException("a row was added and is not there");
        }
        return found;
    }

    /** Makes the row this owner's: who had it before cannot write any more. */
    Position claim(Connection connection) throws SQLException, IOException {
        try (PreparedStatement claim = connection.prepareStatement(Sql.CLAIM_JOB)) {
            claim.setLong(1, owner);
            claim.setString(2, name);
            claim.executeUpdate();
        }
        return read(connection);
    }

    /** Where the database says that the job's state stands. */
    Position read(Connection connection) throws SQLException, IOException {
        try (PreparedStatement select = connection.prepareStatement(Sql.FIND_JOB)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IOException("the row of '" + name + "' in state_job is gone");
                }
                requireOwner(row.getLong("owner"));
                return new Position(row.getLong("version"), row.getLong("checkpoint_id"), row.getBoolean("parts"));
            }
        }
    }

    /** The id of the last checkpoint, from a connection of any kind. */
    long lastCheckpointId(Connection connection) throws SQLException, IOException {
        return read(connection).checkpointId();
    }

    /** Moves the row from {@code at} to {@code next}; false when it is not there. */
    boolean move(Connection connection, Position at, Position next) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(Sql.MOVE_JOB)) {
            move.setLong(1, next.version());
            move.setLong(2, next.checkpointId());
            move.setBoolean(3, next.hasParts());
            move.setString(4, name);
            move.setLong(5, owner);
            move.setLong(6, at.version());
            return move.executeUpdate() == 1;
        }
    }

    /** The ids of the stores, by name. */
    Map<String, Integer> stores(Connection connection, int job) throws SQLException {
        Map<String, Integer> ids = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(Sql.STORES)) {
            select.setInt(1, job);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.put(rows.getString("name"), rows.getInt("id"));
                }
            }
        }
        return ids;
    }

    /** Gives ids to stores that have none. */
    void addStores(Connection connection, int job, Collection<String> names) throws SQLException {
        try (Batch batch = new Batch(connection, Sql.ADD_STORE)) {
            for (String store : names) {
                batch.row().setInt(1, job);
                batch.row().setString(2, store);
                batch.add(store.length());
            }
            batch.flush();
        }
    }

    private @Nullable Integer find(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(Sql.FIND_JOB)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt("id") : null;
            }
        }
    }

    private void add(Connection connection) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(Sql.ADD_JOB)) {
            add.setString(1, name);
            add.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (!DUPLICATE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private void requireOwner(long found) throws TakenException {
        if (found != owner) {
            throw new TakenException("another process has taken over the state of '" + name
                    + "' since this one opened it; this one must stop");
        }
    }
}
