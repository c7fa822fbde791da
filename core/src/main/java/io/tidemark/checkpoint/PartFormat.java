// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import static io.tidemark.checkpoint.SegmentEntry.DELETE;
import static io.tidemark.checkpoint.SegmentEntry.DELETE_RANGE;
import static io.tidemark.checkpoint.SegmentEntry.PUT;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;

/** The bytes of a part of a segment, see docs/checkpoint-format.md. */
final class PartFormat {
    static final int VERSION = 1;

    /** "TMSG". */
    static final int MAGIC = 0x544D5347;

    /** Magic number, version, number of the segment, number of the part, checksum. */
    static final int HEADER_LENGTH = 3 * Integer.BYTES + Long.BYTES + Integer.BYTES;

    /** Length and checksum of a block. */
    static final int BLOCK_HEADER_LENGTH = 2 * Integer.BYTES;

    /** Bytes after which a block is full. */
    static final int BLOCK_LENGTH = 64 << 10;

    /** A range without an end. */
    private static final int DELETE_FROM = 4;

    private PartFormat() {}

    static byte[] header(long segment, int part) {
        StateOutput out = new StateOutput(HEADER_LENGTH);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeLong(segment);
        out.writeInt(part);
        out.writeInt(Checksums.of(out.toByteArray()));
        return out.toByteArray();
    }

    /** The most bytes that {@link #write} needs. */
    static long room(SegmentEntry entry) {
        return 1L + 5 + entry.key().length + 5 + entry.value().length;
    }

    static void write(SegmentEntry entry, StateOutput out) {
        byte[] bytes = entry.bytes();
        out.writeByte(entry.isRange() && bytes == null ? DELETE_FROM : entry.kind());
        out.writeBytes(entry.key());
        if (bytes != null) {
            out.writeBytes(bytes);
        }
    }

    static SegmentEntry read(StateInput in, String store) throws CorruptStateException {
        int kind = in.readByte();
        byte[] key = in.readBytes();
        if (key.length == 0 && (kind == PUT || kind == DELETE)) {
            throw new CorruptStateException("a key has no bytes");
        }
        return switch (kind) {
            case PUT, DELETE_RANGE -> new SegmentEntry(kind, store, key, in.readBytes());
            case DELETE -> new SegmentEntry(DELETE, store, key, null);
            case DELETE_FROM -> new SegmentEntry(DELETE_RANGE, store, key, null);
            default -> throw new CorruptStateException("there is no change of kind " + kind);
        };
    }
}
