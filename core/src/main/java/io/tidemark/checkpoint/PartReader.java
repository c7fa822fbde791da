// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.state.StoreNames;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the entries of one part. The checksum in the manifest is checked before anything in the part is believed; those of the blocks then only say where the damage is. */
final class PartReader {
    private final String name;
    private final byte[] bytes;
    private int position = PartFormat.HEADER_LENGTH;
    private StateInput block = new StateInput(new byte[0]);
    private String store = "";

    private PartReader(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /**
     * Reads part {@code index} of {@code segment}.
     *
     * @throws CorruptStateException when it is missing or not what was written
     */
    static PartReader open(CheckpointStorage storage, Segment segment, int index) throws IOException {
        String name = LogNames.segment(segment.number(), index);
        SegmentPart part = segment.parts().get(index);
        byte @Nullable [] bytes = storage.get(name);
        if (bytes == null) {
            throw damaged(name, "is missing");
        }
        if (bytes.length != part.length()) {
            throw damaged(name, "has " + bytes.length + " bytes, but was written with " + part.length());
        }
        if (Checksums.of(bytes) != part.checksum()) {
            throw damaged(name, "was changed after it was written, " + firstDamage(bytes));
        }
        requireHeader(name, bytes, segment.number(), index);
        return new PartReader(name, bytes);
    }

    /** The next entry, or null after the last one. */
    @Nullable
    SegmentEntry next() throws CorruptStateException {
        try {
            if (block.remaining() == 0 && !nextBlock()) {
                return null;
            }
            return PartFormat.read(block, store);
        } catch (CorruptStateException | IllegalArgumentException e) {
            throw new CorruptStateException("the blob '" + name + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean nextBlock() throws CorruptStateException {
        if (position == bytes.length) {
            return false;
        }
        int length = blockLength(bytes, position);
        int start = position + PartFormat.BLOCK_HEADER_LENGTH;
        position = start + length;
        block = new StateInput(bytes, start, length);
        String next = block.readText();
        // Entries that share their store are quicker to compare.
        store = next.equals(store) ? store : StoreNames.check(next);
        return true;
    }

    static CorruptStateException damaged(String name, String what) {
        return new CorruptStateException("the blob '" + name + "' " + what);
    }

    private static void requireHeader(String name, byte[] bytes, long number, int index) throws IOException {
        StateInput in = new StateInput(bytes);
        if (in.readInt() != PartFormat.MAGIC) {
            throw damaged(name, "does not begin as a segment does");
        }
        int version = in.readInt();
        if (version != PartFormat.VERSION) {
            throw damaged(name, "is of version " + version + " of the format, its manifest is not");
        }
        if (in.readLong() != number || in.readInt() != index) {
            throw damaged(name, "holds another part or another segment");
        }
    }

    /** Where a part whose checksum is wrong is damaged, for the message. */
    private static String firstDamage(byte[] bytes) {
        int position = PartFormat.HEADER_LENGTH;
        try {
            StateInput header = new StateInput(bytes);
            header.readRaw(position - Integer.BYTES);
            if (header.readInt() != Checksums.of(bytes, 0, position - Integer.BYTES)) {
                return "in its first " + position + " bytes";
            }
            while (position < bytes.length) {
                int length = blockLength(bytes, position);
                int checksum = new StateInput(bytes, position + Integer.BYTES, Integer.BYTES).readInt();
                int start = position + PartFormat.BLOCK_HEADER_LENGTH;
                if (checksum != Checksums.of(bytes, start, length)) {
                    break;
                }
                position = start + length;
            }
        } catch (CorruptStateException e) {
            return "from byte " + position + " on: " + e.getMessage();
        }
        return "in the block at byte " + position;
    }

    private static int blockLength(byte[] bytes, int position) throws CorruptStateException {
        StateInput in = new StateInput(bytes, position, bytes.length - position);
        int length = in.readInt();
        in.readInt();
        if (length <= 0 || length > in.remaining()) {
            throw new CorruptStateException(
                    "a block of " + length + " bytes cannot be in the " + in.remaining() + " bytes that are left");
        }
        return length;
    }
}
