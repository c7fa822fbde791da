// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.codec.CorruptStateException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks over a segment, holding one part at a time. It begins before the first entry. */
final class SegmentCursor {
    private final CheckpointStorage storage;
    private final Segment segment;
    private @Nullable PartReader part;
    private int nextPart;
    private @Nullable SegmentEntry entry;
    private long seen;

    SegmentCursor(CheckpointStorage storage, Segment segment) {
        this.storage = storage;
        this.segment = segment;
    }

    /**
     * The next entry, or null after the last one.
     *
     * @throws CorruptStateException when the segment is damaged
     */
    @Nullable
    SegmentEntry next() throws IOException {
        SegmentEntry next = part == null ? null : part.next();
        while (next == null && nextPart < segment.parts().size()) {
            part = PartReader.open(storage, segment, nextPart++);
            next = part.next();
        }
        check(next);
        entry = next;
        return next;
    }

    private void check(@Nullable SegmentEntry next) throws CorruptStateException {
        if (next == null) {
            part = null;
            if (seen != segment.entries()) {
                throw damaged("has " + seen + " entries, but was written with " + segment.entries());
            }
            return;
        }
        seen++;
        if (entry != null && entry.compareTo(next) >= 0) {
            throw damaged("is not in order at its entry " + seen);
        }
    }

    private CorruptStateException damaged(String what) {
        return new CorruptStateException("the segment " + segment.number() + " " + what);
    }
}
