// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.sql.SQLException;
import java.util.List;

/** The rows of {@code state_entry} on one connection, whose transaction is left open: changes many of them in one call. Each kind of database has a fastest way of its own. */
interface EntryRows {
    /** Deletes all rows of each key. */
    void delete(int store, List<byte[]> keys) throws SQLException;

    /** Deletes the rows of each key but that of part 0. */
    void deleteParts(int store, List<byte[]> keys) throws SQLException;

    /** Puts rows, whether or not they are there. */
    void put(int store, List<EntryRow> rows) throws SQLException;
}
