// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateCursor;
import io.tidemark.state.StateStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one store.
 *
 * @param backend whose it is
 * @param name its name
 */
record JdbcStateStore(JdbcStateBackend backend, String name) implements StateStore {
    @Override
    public byte @Nullable [] get(byte[] key) throws IOException {
        backend.capabilities().checkKey(key);
        Optional<byte[]> value = backend.calls().run(reading(), () -> {
            Integer id = backend.id(name);
            return id == null ? Optional.empty() : backend.pool().call(connection -> get(connection, id, key));
        });
        return value.orElse(null);
    }

    @Override
    public StateCursor scan(KeyRange range) throws IOException {
        backend.capabilities().checkRange(range);
        return backend.calls().run(reading(), () -> {
            Integer id = backend.id(name);
            return id == null || range.isEmpty() ? JdbcStateCursor.empty(this) : JdbcStateCursor.open(this, id, range);
        });
    }

    /** One statement, which sees one version: the parts of a long value fit together. */
    static Optional<byte[]> get(Connection connection, int store, byte[] key) throws SQLException, IOException {
        try (PreparedStatement select = connection.prepareStatement(Sql.GET)) {
            select.setInt(1, store);
            select.setBytes(2, key);
            try (ResultSet rows = select.executeQuery()) {
                return Rows.value(rows, store, key);
            }
        }
    }

    /** For messages. */
    String reading() {
        return "read from its store '" + name + "'";
    }
}
