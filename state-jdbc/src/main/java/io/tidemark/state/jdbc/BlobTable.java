// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.checkpoint.BlobExistsException;
import io.tidemark.checkpoint.StoredBlob;
import io.tidemark.codec.CorruptStateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The blobs of one job in {@code checkpoint_blob} and {@code checkpoint_part}.
 *
 * @param job the job's name
 */
record BlobTable(String job) {
    private static final String DUPLICATE = "23505";
    /** Above every character that a blob's name may have. */
    private static final String ABOVE = "~";

    /** Adds a blob, in the transaction of {@code connection}. */
    void add(Connection connection, String name, byte[] content) throws SQLException, BlobExistsException {
        addParts(connection, addBlob(connection, name, content.length), content);
    }

    /** One statement, so that a blob that is deleted meanwhile is whole or gone. */
    Optional<byte[]> read(Connection connection, String name) throws SQLException, CorruptStateException {
        try (PreparedStatement select = connection.prepareStatement(Sql.GET_BLOB)) {
            select.setString(1, job);
            select.setString(2, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    List<StoredBlob> list(Connection connection, String prefix) throws SQLException {
        List<StoredBlob> blobs = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(Sql.LIST_BLOBS)) {
            select.setString(1, job);
            select.setString(2, prefix);
            select.setString(3, prefix + ABOVE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    blobs.add(new StoredBlob(rows.getString("name"), rows.getLong("size")));
                }
            }
        }
        return blobs;
    }

    /** How many there were to delete. */
    int delete(Connection connection, String name) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(Sql.DELETE_BLOB)) {
            delete.setString(1, job);
            delete.setString(2, name);
            return delete.executeUpdate();
        }
    }

    private long addBlob(Connection connection, String name, int size) throws SQLException, BlobExistsException {
        try (PreparedStatement add = connection.prepareStatement(Sql.ADD_BLOB, new String[] {"id"})) {
            add.setString(1, job);
            add.setString(2, name);
            add.setLong(3, size);
            add.executeUpdate();
            try (ResultSet id = add.getGeneratedKeys()) {
                id.next();
                return id.getLong(1);
            }
        } catch (SQLException e) {
            if (DUPLICATE.equals(e.getSQLState())) {
                throw new BlobExistsException(name);
            }
            throw e;
        }
    }

    private static void addParts(Connection connection, long blob, byte[] content) throws SQLException {
        try (Batch batch = new Batch(connection, Sql.ADD_PART)) {
            for (int from = 0; from < content.length; from += Rows.PART_LENGTH) {
                int length = Math.min(Rows.PART_LENGTH, content.length - from);
                batch.row().setLong(1, blob);
                batch.row().setInt(2, from / Rows.PART_LENGTH);
                batch.row().setBytes(3, Arrays.copyOfRange(content, from, from + length));
                batch.add(length);
            }
            batch.flush();
        }
    }

    private static byte[] read(ResultSet rows) throws SQLException, CorruptStateException {
        byte[] content = new byte[rows.getInt("size")];
        int length = 0;
        do {
            byte @Nullable [] part = rows.getBytes("content");
            // An empty blob has no parts.
            byte[] bytes = part == null ? new byte[0] : part;
            if (bytes.length > content.length - length) {
                throw damaged(content.length);
            }
            System.arraycopy(bytes, 0, content, length, bytes.length);
            length += bytes.length;
        } while (rows.next());
        if (length != content.length) {
            throw damaged(content.length);
        }
        return content;
    }

    private static CorruptStateException damaged(int size) {
        return new CorruptStateException("its parts do not make up the " + size + " bytes that it should have");
    }
}
