// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's error codes mean. They are listed in appendix A of its manual. */
final class PostgresTrouble {
    private static final String AGAIN = "; the next call opens a new one";

    private static final Map<String, Trouble> BY_CODE = Map.ofEntries(
            Map.entry("3D000", Trouble.refused("there is no such database: create it, or correct the url")),
            Map.entry("25006", Trouble.broken("the server takes no changes; is it a standby?")),
            Map.entry("42501", Trouble.refused("the user may not do that: grant the schema and its tables to it")),
            Map.entry("53100", Trouble.refused("the disk of the database is full: make room, then it goes on")),
            Map.entry(
                    "53300",
                    Trouble.broken("the server has no connection left: raise max_connections, or lower pool_size")),
            Map.entry("55P03", Trouble.refused("another session holds a lock that is needed")),
            Map.entry("57014", Trouble.refused("the server cancelled the statement")),
            Map.entry(
                    "XX001",
                    Trouble.corrupt("the server found damaged data: restore the database, or clear this state")),
            Map.entry("XX002", Trouble.corrupt("the server found a damaged index: rebuild it with REINDEX")));

    private static final Map<String, Trouble> BY_CLASS = Map.of(
            "08", Trouble.broken("the connection to the database is lost, or none can be made" + AGAIN),
            "28", Trouble.broken("the database refuses the user or the password"),
            "57", Trouble.broken("the connection to the database is lost: it is shutting down or starting up" + AGAIN));

    private PostgresTrouble() {}

    static Trouble of(SQLException error) {
        @Nullable String state = error.getSQLState();
        if (state == null || state.length() != 5) {
            return ofCause(error);
        }
        Trouble known = BY_CODE.getOrDefault(state, BY_CLASS.get(state.substring(0, 2)));
        return known != null ? known : Trouble.refused("the database refused it with SQL state " + state);
    }

    /** The pool's errors have no code of their own. */
    private static Trouble ofCause(SQLException error) {
        return error.getCause() instanceof SQLException cause
                ? of(cause)
                : Trouble.broken("no connection was free or could be made in connect_timeout_seconds");
    }
}
