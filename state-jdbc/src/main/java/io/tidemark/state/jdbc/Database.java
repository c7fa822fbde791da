// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** One database, and what its kind does in its own way. */
interface Database {
    /** The kind's name in a job file. */
    String kind();

    /** Where it is, to follow a noun in a message; empty when that may be a secret. */
    String place();

    /** Opens connections. */
    DataSource source();

    /** Where this kind's migrations are, and where they go. */
    FluentConfiguration migrations();

    /** The SQL that sets up a connection for readers: one version of the data for each transaction. */
    String readerSession();

    /** The SQL that sets up a connection for writing. */
    String writerSession();

    /** The rows of {@code state_entry}, as {@code writer} changes them. */
    EntryRows rows(Connection writer);

    /**
     * Makes this the only writer of a job for as long as {@code writer} is open, or until {@link #unlock}.
     *
     * @throws TakenException when there is another one
     */
    void lock(Connection writer, int job) throws SQLException, TakenException;

    /** Gives up what {@link #lock} took; {@code writer} is closed. */
    void unlock();

    /** Makes what was committed last as long as this kind can: H2 would write it half a second later. */
    void flush(Connection connection) throws SQLException;

    /** Why what was committed may yet be lost with the power; null when it may not, as far as this database knows. */
    @Nullable
    String weakness(Connection connection) throws SQLException;

    /** What an error of this kind of database means. */
    Trouble diagnose(SQLException error);

    /** Ends a connection that another thread may be using, whose call then fails. */
    void cut(Connection connection) throws SQLException;

    /** Does what it takes, beside closing it, to open others after a {@link Trouble} that broke this one. */
    void abandon(Connection broken);
}
