// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.state.KeyRange;
import io.tidemark.state.ordered.OrderedWalk;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.GetOp;
import org.lmdbjava.LmdbException;

/** A native cursor over a range, which begins before the first entry, with the reader whose version it sees. */
final class LmdbWalk implements OrderedWalk {
    private final LmdbDatabase database;
    private final Reader reader;
    private final Cursor<Span> cursor;
    private final byte[] from;
    private final byte[] to;
    private byte[] key = new byte[0];
    private byte[] value = new byte[0];
    private boolean begun;

    /** Over {@code range} of {@code dbi}, which has an upper bound; the reader goes back to {@code database} in the end. */
    LmdbWalk(LmdbDatabase database, Reader reader, Dbi<Span> dbi, KeyRange range) {
        this.database = database;
        this.reader = reader;
        this.cursor = reader.cursor(dbi);
        this.from = range.from();
        this.to = Objects.requireNonNull(range.to());
    }

    @Override
    public boolean next() throws IOException {
        try {
            boolean found = begun ? cursor.next() : cursor.get(reader.key(from), GetOp.MDB_SET_RANGE);
            begun = true;
            return found && read();
        } catch (LmdbException e) {
            throw database.failed(e);
        }
    }

    @Override
    public byte[] key() {
        return key;
    }

    @Override
    public byte[] value() {
        return value.clone();
    }

    @Override
    public void close() {
        cursor.close();
        database.giveBack(reader);
    }

    private boolean read() throws IOException {
        key = cursor.key().bytes(0);
        if (Arrays.compareUnsigned(key, to) >= 0) {
            return false;
        }
        // At once, not when somebody asks for it: the checksum is about the key, too.
        value = reader.open(key, cursor.val());
        return true;
    }
}
