// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

/** One row of {@code state_entry}; see {@link Rows}. */
final class EntryRow {
    final byte[] key;
    final int part;

    /** Of the whole value. */
    final int size;

    final int checksum;
    final byte[] content;

    /** The row of {@code part} of {@code value}. */
    EntryRow(int store, byte[] key, byte[] value, int part) {
        this.key = key;
        this.part = part;
        size = value.length;
        content = Rows.part(value, part);
        checksum = Rows.checksum(store, key, part, size, content);
    }

    /** How many bytes of it are sent, more or less. */
    int bytes() {
        return key.length + content.length;
    }
}
