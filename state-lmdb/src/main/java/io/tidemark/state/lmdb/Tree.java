// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What LMDB knows of one of its trees (MDB_db in mdb.c).
 *
 * @param pad the page size in the first tree of a meta page, else 0
 * @param flags how its keys are compared
 * @param depth levels from the root to the leaves
 * @param branches number of branch pages
 * @param leaves number of leaf pages
 * @param overflows number of overflow pages
 * @param entries number of entries
 * @param root number of the root's page, or {@link #NO_ROOT}
 */
record Tree(long pad, int flags, int depth, long branches, long leaves, long overflows, long entries, long root) {
    static final int BYTES = 48;
    static final long NO_ROOT = -1;

    /** The tree in {@code bytes}, from {@code at} on. */
    static Tree of(byte[] bytes, int at) {
        ByteBuffer in = ByteBuffer.wrap(bytes, at, BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return new Tree(
                Integer.toUnsignedLong(in.getInt()),
                Short.toUnsignedInt(in.getShort()),
                Short.toUnsignedInt(in.getShort()),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong());
    }
}
