// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.codec.CorruptStateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the last file of a journal to its end, and cuts off what a crash left of writes that were never confirmed.
 *
 * <p>What cannot be read is such a rest unless a later frame says that it had been on the disk: then it was damaged, and is not cut, since somebody was told that it is kept. A journal that was closed ends with such a frame. Of a
 * journal that was killed, damage to the very last frames cannot be told from a write that did not finish.
 */
final class TailRepair {
    private TailRepair() {}

    /**
     * Leaves {@code file} at its end, where the next frame is to be written; answers the number of the next record.
     *
     * @throws CorruptStateException when something that was confirmed cannot be read
     */
    static long run(SegmentFile file, Consumer<String> warnings) throws IOException {
        long next = file.first();
        for (Frame frame = file.next(); frame != null; frame = file.next()) {
            if (frame.first() != next) {
                throw damaged(file.path(), file.position(), next);
            }
            next = frame.end();
        }
        long end = file.position();
        long rest = file.length() - end;
        if (rest > 0) {
            if (isConfirmedLater(file, next)) {
                throw damaged(file.path(), end, next);
            }
            warnings.accept("the journal's file " + file.path() + " ended with " + rest
                    + " bytes of a write that a crash interrupted, at byte " + end
                    + "; nobody was told that they are kept, and they are cut off");
            file.cut(end);
        }
        return next;
    }

    /** That a frame of {@code file} is not what was written. */
    static CorruptStateException damaged(Path file, long position, long record) {
        return new CorruptStateException("the journal's file " + file + " is damaged at byte " + position
                + ", at record " + record
                + ", which was kept. Bring the file back from a copy; to go on without what it"
                + " holds, move the journal and the checkpoints away");
    }

    private static boolean isConfirmedLater(SegmentFile file, long next) throws IOException {
        byte[] rest = file.rest();
        ByteBuffer in = ByteBuffer.wrap(rest);
        for (int at = 0; at <= rest.length - Frame.PREFIX; at++) {
            int length = in.getInt(at);
            if (Frame.canBeLength(length)
                    && length <= rest.length - at - Frame.PREFIX
                    && in.getLong(at + Frame.PREFIX) >= next) {
                @Nullable Frame frame = Frame.read(file.salt(), in.getInt(at + 4), rest, at + Frame.PREFIX, length);
                if (frame != null && frame.durable() > next) {
                    return true;
                }
            }
        }
        return false;
    }
}
