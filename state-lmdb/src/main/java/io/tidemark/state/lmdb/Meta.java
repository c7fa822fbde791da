// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.codec.CorruptStateException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One of the two pages with which an LMDB file begins: the roots of one transaction (MDB_meta in mdb.c).
 *
 * @param free the tree of pages that are free
 * @param main the tree of named trees
 * @param lastPage number of the last page in use
 * @param transaction number of the transaction; the page with the greater one counts
 */
record Meta(Tree free, Tree main, long lastPage, long transaction) {
    /** How much of the page is read. */
    static final int BYTES = Page.HEADER + 24 + 2 * Tree.BYTES + 16;

    private static final int MAGIC = 0xBEEFC0DE;
    private static final int VERSION = 1;
    private static final int TREES = Page.HEADER + 24;

    /** The meta page that begins with {@code bytes}. */
    static Meta of(byte[] bytes) throws CorruptStateException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (new Page(in).flags() != Page.META || in.getInt(Page.HEADER) != MAGIC) {
            throw new CorruptStateException("it is not an LMDB file, or its beginning is damaged");
        }
        if (in.getInt(Page.HEADER + 4) != VERSION) {
            throw new CorruptStateException("it has another format than LMDB 0.9");
        }
        return new Meta(
                Tree.of(bytes, TREES),
                Tree.of(bytes, TREES + Tree.BYTES),
                in.getLong(TREES + 2 * Tree.BYTES),
                in.getLong(TREES + 2 * Tree.BYTES + 8));
    }

    int pageSize() {
        return (int) free.pad();
    }
}
