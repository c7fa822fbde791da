// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.state.KeyRange;
import io.tidemark.state.ordered.OrderedWriter;
import java.util.Arrays;
import java.util.Objects;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.GetOp;
import org.lmdbjava.SeekOp;
import org.lmdbjava.Txn;

/** Makes changes in a transaction. */
final class LmdbWriter implements OrderedWriter {
    private final LmdbDatabase database;
    private final Txn<Span> transaction;
    private final Span room = new Span(Reader.MAX_KEY_LENGTH);

    LmdbWriter(LmdbDatabase database, Txn<Span> transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public void put(byte[] key, byte[] value) {
        Dbi<Span> tree = database.tree(key);
        // Written right into its page.
        Sealed.write(key, value, tree.reserve(transaction, room.set(key), value.length + Sealed.OVERHEAD));
    }

    @Override
    public void delete(byte[] key) {
        database.tree(key).delete(transaction, room.set(key));
    }

    @Override
    public void deleteRange(KeyRange range) {
        Dbi<Span> tree = database.tree(range.from());
        byte[] to = Objects.requireNonNull(range.to());
        try (Cursor<Span> cursor = tree.openCursor(transaction)) {
            if (!isAll(cursor, range.from(), to)) {
                deleteEach(cursor, range.from(), to);
                return;
            }
        }
        // Page by page rather than entry by entry.
        tree.drop(transaction);
    }

    private static boolean isAll(Cursor<Span> cursor, byte[] from, byte[] to) {
        return cursor.seek(SeekOp.MDB_FIRST)
                && Arrays.compareUnsigned(cursor.key().bytes(0), from) >= 0
                && cursor.seek(SeekOp.MDB_LAST)
                && Arrays.compareUnsigned(cursor.key().bytes(0), to) < 0;
    }

    private void deleteEach(Cursor<Span> cursor, byte[] from, byte[] to) {
        boolean found = cursor.get(room.set(from), GetOp.MDB_SET_RANGE);
        while (found && Arrays.compareUnsigned(cursor.key().bytes(0), to) < 0) {
            cursor.delete();
            found = cursor.next();
        }
    }
}
