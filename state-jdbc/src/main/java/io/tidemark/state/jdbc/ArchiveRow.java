// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.ArchivedPane.Content;
import io.tidemark.archive.ArchivedView;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateOutput;
import io.tidemark.window.Window;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** How a pane is laid out in rows: in one, or, when it is large, in several parts. Each row has a checksum of all that it says. */
final class ArchiveRow {
    /** Longer keys are cut. */
    private static final int MAX_KEY_LENGTH = 400;

    /** By the number that stands for each; new ones come at the end. */
    private static final List<Content> KINDS = List.of(Content.ALL, Content.NEW, Content.NONE);

    private static final List<Window.Domain> DOMAINS =
            List.of(Window.Domain.TIME, Window.Domain.COUNT, Window.Domain.GLOBAL);

    private ArchiveRow() {}

    /** What stands for a key in the index: its bytes, or the first of them and a digest of all. */
    static byte[] keyId(byte[] key) {
        if (key.length <= MAX_KEY_LENGTH) {
            return key;
        }
        byte[] digest = digest(key);
        byte[] id = Arrays.copyOf(key, MAX_KEY_LENGTH + digest.length);
        System.arraycopy(digest, 0, id, MAX_KEY_LENGTH, digest.length);
        return id;
    }

    private static byte[] digest(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Adds the rows of a pane to {@code batch}, whose statement is {@link ArchiveSql#addRow}. */
    static void add(Batch batch, int view, ArchivedPane pane) throws SQLException {
        byte[] all = pane.accumulators();
        byte[] id = keyId(pane.key());
        for (int part = 0, from = 0; part == 0 || from < all.length; part++, from += Rows.PART_LENGTH) {
            byte[] content = Arrays.copyOfRange(all, from, Math.min(all.length, from + Rows.PART_LENGTH));
            PreparedStatement row = batch.row();
            row.setInt(1, view);
            row.setBytes(2, id);
            row.setLong(3, pane.window().start());
            row.setLong(4, pane.window().end());
            row.setLong(5, pane.sequence());
            row.setInt(6, part);
            row.setInt(7, DOMAINS.indexOf(pane.window().domain()));
            row.setInt(8, KINDS.indexOf(pane.content()));
            row.setLong(9, pane.epoch());
            row.setLong(10, pane.count());
            row.setInt(11, all.length);
            row.setInt(12, checksum(view, pane, part, all.length, content));
            row.setBytes(13, id.length == pane.key().length ? null : pane.key());
            row.setBytes(14, content);
            batch.add(content.length + pane.key().length);
        }
    }

    /** The pane of a row, with the accumulators of this part only. */
    static ArchivedPane pane(ResultSet row, ArchivedView view, byte[] keyId)
            throws SQLException, CorruptStateException {
        byte @Nullable [] longKey = row.getBytes("long_key");
        int domain = row.getInt("domain");
        int kind = row.getInt("kind");
        if (domain < 0 || domain >= DOMAINS.size() || kind < 0 || kind >= KINDS.size()) {
            throw new CorruptStateException("a pane of view '" + view.name() + "' is of a kind that there is not");
        }
        return new ArchivedPane(
                view,
                longKey == null ? keyId : longKey,
                new Window(DOMAINS.get(domain), row.getLong("window_start"), row.getLong("window_end")),
                row.getLong("sequence"),
                KINDS.get(kind),
                row.getLong("epoch"),
                row.getLong("elements"),
                row.getBytes("content"));
    }

    /** Of a row, whose content is a part of the pane's. */
    static int checksum(int view, ArchivedPane pane, int part, int size, byte[] content) {
        StateOutput all = new StateOutput(128 + pane.key().length + content.length);
        all.writeInt(view);
        all.writeBytes(pane.key());
        all.writeLong(pane.window().start());
        all.writeLong(pane.window().end());
        all.writeByte(DOMAINS.indexOf(pane.window().domain()));
        all.writeLong(pane.sequence());
        all.writeByte(KINDS.indexOf(pane.content()));
        all.writeLong(pane.epoch());
        all.writeLong(pane.count());
        all.writeInt(part);
        all.writeInt(size);
        all.writeRaw(content);
        CRC32C crc = new CRC32C();
        crc.update(all.toByteArray());
        return (int) crc.getValue();
    }
}
