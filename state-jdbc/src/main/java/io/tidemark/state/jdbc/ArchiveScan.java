// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.archive.ArchiveRange;
import io.tidemark.archive.ArchiveVisitor;
import io.tidemark.archive.ArchivedPane;
import io.tidemark.codec.CorruptStateException;
import java.io.IOException;
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
 * Reads the panes of a range, key by key and page by page: so each statement begins where the one before ended, whatever else the view has.
 *
 * <p>All in one transaction, that of {@code connection}, which sees one state.
 */
final class ArchiveScan {
    private final ArchiveSql sql;
    private final Kept connection;
    private final int view;
    private final ArchiveRange range;

    ArchiveScan(ArchiveSql sql, Kept connection, int view, ArchiveRange range) {
        this.sql = sql;
        this.connection = connection;
        this.view = view;
        this.range = range;
    }

    /** A row: a pane or a part of one. */
    private record Row(ArchivedPane pane, int part, int size) {}

    void allKeys(ArchiveVisitor visitor) throws SQLException, IOException {
        for (Optional<byte[]> key = keyAfter(null); key.isPresent(); key = keyAfter(key.get())) {
            key(key.get(), visitor);
        }
    }

    /** Reads the panes of one key, by what stands for it in the index. */
    void key(byte[] keyId, ArchiveVisitor visitor) throws SQLException, IOException {
        List<Row> parts = new ArrayList<>();
        Row last = null;
        List<Row> page;
        do {
            Row before = last;
            page = connection.call(on -> page(on, keyId, before));
            for (Row row : page) {
                parts.add(row);
                if (isWhole(parts)) {
                    visitor.pane(joined(parts));
                    parts.clear();
                }
                last = row;
            }
        } while (page.size() == ArchiveSql.PAGE);
        if (!parts.isEmpty()) {
            throw damaged("a part is missing");
        }
    }

    private Optional<byte[]> keyAfter(byte @Nullable [] key) throws SQLException, IOException {
        return connection.call(on -> {
            try (PreparedStatement select = on.prepareStatement(key == null ? sql.firstKey : sql.nextKey)) {
                select.setInt(1, view);
                if (key != null) {
                    select.setBytes(2, key);
                }
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
                }
            }
        });
    }

    private List<Row> page(Connection on, byte[] keyId, @Nullable Row after) throws SQLException, IOException {
        try (PreparedStatement select = on.prepareStatement(after == null ? sql.readFrom : sql.readAfter)) {
            select.setInt(1, view);
            select.setBytes(2, keyId);
            select.setLong(3, after == null ? range.from() : after.pane.window().start());
            select.setLong(4, range.to());
            if (after != null) {
                select.setLong(5, after.pane.window().start());
                select.setLong(6, after.pane.window().start());
                select.setLong(7, after.pane.window().end());
                select.setLong(8, after.pane.window().end());
                select.setLong(9, after.pane.sequence());
                select.setLong(10, after.pane.sequence());
                select.setInt(11, after.part);
            }
            try (ResultSet rows = select.executeQuery()) {
                List<Row> page = new ArrayList<>();
                while (rows.next()) {
                    page.add(row(rows, keyId));
                }
                return page;
            }
        }
    }

    private Row row(ResultSet rows, byte[] keyId) throws SQLException, IOException {
        ArchivedPane pane = ArchiveRow.pane(rows, range.view(), keyId);
        int part = rows.getInt("part");
        int size = rows.getInt("size");
        if (ArchiveRow.checksum(view, pane, part, size, pane.accumulators()) != rows.getInt("checksum")
                || !Arrays.equals(ArchiveRow.keyId(pane.key()), keyId)) {
            throw damaged("its checksum is wrong");
        }
        return new Row(pane, part, size);
    }

    private boolean isWhole(List<Row> parts) throws CorruptStateException {
        int length = 0;
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).part != i
                    || !parts.get(i).pane.window().equals(parts.get(0).pane.window())) {
                throw damaged("a part is missing");
            }
            length += parts.get(i).pane.accumulators().length;
        }
        return length >= parts.get(0).size;
    }

    private static ArchivedPane joined(List<Row> parts) {
        ArchivedPane first = parts.get(0).pane;
        if (parts.size() == 1) {
            return first;
        }
        byte[] all = new byte[parts.get(0).size];
        int length = 0;
        for (Row part : parts) {
            byte[] content = part.pane.accumulators();
            System.arraycopy(content, 0, all, length, content.length);
            length += content.length;
        }
        return new ArchivedPane(
                first.view(),
                first.key(),
                first.window(),
                first.sequence(),
                first.content(),
                first.epoch(),
                first.count(),
                all);
    }

    private CorruptStateException damaged(String what) {
        return new CorruptStateException(
                "a pane of view '" + range.view().name() + "' is damaged in the database: " + what);
    }
}
