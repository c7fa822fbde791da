// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one that changes the state of a job, on a connection of its own.
 *
 * <p>Its lock goes with that connection: while this one has it, nobody else can open the state. Behind the lock stands the job's row. It holds a number that the owner drew when it opened
 * the state, and counts the changes; each change asks for both in its own transaction. So who lost the lock without noticing cannot write any more, and a database that fell back to an
 * earlier state, as one that was restored or failed over does, is noticed before a batch is put on top of a hole.
 */
final class Writer {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int VALIDATION_SECONDS = 10;

    private final Database database;
    private final JobTable table;
    private int job;
    /** Null until the state was taken over. */
    private @Nullable Position position;
    /** Null when it has to be opened again. */
    private volatile @Nullable Connection connection;
    /** Ids by name. */
    private volatile Map<String, Integer> stores = Map.of();
    /** Whether a commit was sent whose answer is not here: then there may have been one change more. */
    private boolean unsure;
    /** Whether that answer will not come any more. */
    private volatile boolean lost;

    private volatile boolean closed;

    Writer(Database database, String name) {
        this.database = database;
        table = new JobTable(name, new SecureRandom().nextLong());
    }

    /** Takes the state over; later, finds out where it stands. */
    synchronized void settle() throws SQLException, IOException {
        attempt(open -> {});
    }

    /** The row that this one writes to. */
    JobTable table() {
        return table;
    }

    /** The id of {@code store}, or null when nothing was ever put into it. */
    @Nullable
    Integer store(String store) {
        return stores.get(store);
    }

    /** Whether only {@link #settle} can tell what the last batch is. */
    boolean isUnsure() {
        return lost;
    }

    synchronized void apply(Changes changes, long checkpointId) throws SQLException, IOException {
        attempt(open -> {
            Position at = at();
            at.requireNext(checkpointId, table.name());
            addStores(open, changes.filledStores());
            EntryWriter entries = new EntryWriter(open, database.rows(open));
            Position next = at.after(checkpointId, changes.hasParts());
            move(open, next, () -> entries.write(changes, stores, at.hasParts()));
        });
    }

    synchronized void clear() throws SQLException, IOException {
        attempt(open -> {
            // Wherever the database is, it is empty afterwards: this is how a job goes on after one that fell back.
            position = table.read(open);
            stores = table.stores(open, job);
            move(open, at().cleared(), () -> deleteAll(open));
        });
    }

    /** Ends it; a call under way in another thread fails. */
    void close() throws SQLException {
        closed = true;
        try {
            Connection open = connection;
            if (open != null) {
                database.cut(open);
            }
        } finally {
            forget();
        }
    }

    private synchronized void forget() {
        Connection open = connection;
        if (open != null) {
            drop(open);
        }
    }

    /** Takes a step on an open connection on which nothing is pending; afterwards nothing is again, whatever happened. */
    private void attempt(Step step) throws SQLException, IOException {
        Connection open = connection();
        try {
            if (unsure) {
                findOut(open);
            }
            step.on(open);
        } catch (SQLException | IOException | RuntimeException e) {
            undo(open, e);
            lost = unsure;
            throw e;
        }
    }

    private Connection connection() throws SQLException, IOException {
        Connection open = connection;
        if (open != null) {
            if (open.isValid(VALIDATION_SECONDS)) {
                return open;
            }
            drop(open);
        }
        Connection opened = database.source().getConnection();
        try {
            begin(opened);
            return opened;
        } catch (SQLException | IOException | RuntimeException e) {
            drop(opened);
            throw e;
        }
    }

    private void begin(Connection opened) throws SQLException, IOException {
        try (Statement statement = opened.createStatement()) {
            statement.execute(database.writerSession());
        }
        opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        opened.setAutoCommit(false);
        job = table.findOrAdd(opened);
        database.lock(opened, job);
        connection = opened;
        if (closed) {
            throw new SQLException("it was closed while it was opened");
        }
        if (position == null) {
            Position claimed = table.claim(opened);
            opened.commit();
            database.flush(opened);
            position = claimed;
        } else {
            findOut(opened);
        }
        stores = table.stores(opened, job);
        opened.commit();
    }

    /** Whether the change whose answer was lost was made. The lock is ours, so that the connection that sent it has ended. */
    private void findOut(Connection open) throws SQLException, IOException {
        Position found = table.read(open);
        long last = at().version();
        if (unsure && (found.version() == last || found.version() == last + 1)) {
            position = found;
        }
        unsure = false;
        lost = false;
    }

    /** Makes a change, with the position after it, in one transaction. */
    private void move(Connection open, Position next, Change change) throws SQLException, IOException {
        if (!table.move(open, at(), next)) {
            throw fellBack(table.read(open));
        }
        change.make();
        unsure = true;
        open.commit();
        database.flush(open);
        position = next;
        unsure = false;
    }

    private void addStores(Connection open, List<String> names) throws SQLException {
        // In a transaction of their own, before the batch: a reader that finds no id for a name must not miss a batch
        // that it saw elsewhere.
        List<String> missing = new ArrayList<>(names);
        missing.removeAll(stores.keySet());
        if (!missing.isEmpty()) {
            missing.removeAll(table.stores(open, job).keySet());
            table.addStores(open, job, missing);
            Map<String, Integer> added = table.stores(open, job);
            open.commit();
            stores = added;
        }
    }

    private void deleteAll(Connection open) throws SQLException {
        try (Batch batch = new Batch(open, Sql.DELETE_STORE)) {
            for (int store : stores.values()) {
                batch.row().setInt(1, store);
                batch.add(Integer.BYTES);
            }
            batch.flush();
        }
    }

    private IOException fellBack(Position found) {
        return new IOException("the state of '" + table.name() + "' in the database is at change " + found.version()
                + " with checkpoint " + found.checkpointId() + ", but it was at change " + at().version()
                + " with checkpoint " + at().checkpointId() + ": the database has fallen back to an earlier state."
                + " Clear it, or open it again, and load what is missing");
    }

    private Position at() {
        Position at = position;
        if (at == null) {
            throw new IllegalStateException("the state of '" + table.name() + "' was not taken over");
        }
        return at;
    }

    /** After a failure: nothing is pending on {@code open} any more, or it is not used again. */
    private void undo(Connection open, Exception error) {
        if (closed) {
            return;
        }
        boolean broken = error instanceof SQLException known
                ? database.diagnose(known).breaksTheConnection()
                : error instanceof RuntimeException && !(error instanceof IllegalArgumentException);
        if (!broken) {
            try {
                open.rollback();
                return;
            } catch (SQLException e) {
                error.addSuppressed(e);
            }
        }
        database.abandon(open);
        drop(open);
    }

    private void drop(Connection dropped) {
        if (connection == dropped) {
            connection = null;
            database.unlock();
        }
        try {
            dropped.close();
        } catch (SQLException e) {
            LOG.debug("Closing a broken connection failed with SQL state {}.", e.getSQLState());
        }
    }

    /** Something to do on an open connection. */
    @FunctionalInterface
    private interface Step {
        void on(Connection open) throws SQLException, IOException;
    }

    /** What a batch changes. */
    @FunctionalInterface
    private interface Change {
        void make() throws SQLException;
    }
}
