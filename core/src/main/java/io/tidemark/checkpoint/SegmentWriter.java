// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.codec.StateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes a segment, entry by entry in their order; it holds one part. What a failed one has written is removed with what no checkpoint needs. */
final class SegmentWriter {
    private final CheckpointStorage storage;
    private final long number;
    private final int maxPart;
    private final int maxBlock;
    private final List<SegmentPart> parts = new ArrayList<>();
    private final StateOutput block = new StateOutput();
    private final StateOutput part = new StateOutput();
    private String store = "";
    private long entries;

    SegmentWriter(CheckpointStorage storage, long number, int maxPart) {
        this.storage = storage;
        this.number = number;
        this.maxPart = maxPart;
        maxBlock =
                Math.min(PartFormat.BLOCK_LENGTH, maxPart - PartFormat.HEADER_LENGTH - PartFormat.BLOCK_HEADER_LENGTH);
    }

    void add(SegmentEntry entry) throws IOException {
        boolean isFull = block.size() + PartFormat.room(entry) > maxBlock;
        if (block.size() > 0 && (isFull || !store.equals(entry.store()))) {
            endBlock();
        }
        if (block.size() == 0) {
            store = entry.store();
            block.writeText(store);
        }
        PartFormat.write(entry, block);
        entries++;
    }

    /** Writes what is left. A segment without entries has no parts. */
    Segment end() throws IOException {
        if (block.size() > 0) {
            endBlock();
        }
        if (part.size() > 0) {
            endPart();
        }
        return new Segment(number, entries, parts);
    }

    private void endBlock() throws IOException {
        byte[] bytes = block.toByteArray();
        block.reset();
        if (part.size() > 0 && part.size() + PartFormat.BLOCK_HEADER_LENGTH + bytes.length > maxPart) {
            endPart();
        }
        if (part.size() == 0) {
            part.writeRaw(PartFormat.header(number, parts.size()));
        }
        part.writeInt(bytes.length);
        part.writeInt(Checksums.of(bytes));
        part.writeRaw(bytes);
    }

    private void endPart() throws IOException {
        byte[] bytes = part.toByteArray();
        part.reset();
        String name = LogNames.segment(number, parts.size());
        try {
            storage.put(name, bytes);
        } catch (BlobExistsException e) {
            // A storage that tries again may meet what it wrote before its answer was lost.
            if (!Arrays.equals(storage.get(name), bytes)) {
                throw new FencedException("another process has written the blob '" + name
                        + "': only one may write the checkpoints of a job, and this one must stop");
            }
        }
        parts.add(new SegmentPart(bytes.length, Checksums.of(bytes)));
    }
}
