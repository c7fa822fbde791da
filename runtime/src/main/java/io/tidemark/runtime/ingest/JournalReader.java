// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Journal} from one record on, while others append to it. One thread uses it. */
public final class JournalReader implements AutoCloseable {
    private final Journal journal;
    private volatile long next;
    private @Nullable SegmentFile file;

    /** The number of the record at the file's position. */
    private long at;

    private @Nullable Frame frame;

    JournalReader(Journal journal, long from) {
        this.journal = journal;
        next = from;
    }

    /** The number of the record that is read next. */
    public long next() {
        return next;
    }

    /** How many records are there to be read. May be asked from any thread. */
    public long lag() {
        return Math.max(0, journal.end() - next);
    }

    /**
     * Hands over at most {@code limit} records that are on the disk, as partition 0.
     *
     * @return how many
     * @throws CorruptStateException when one of them is not what was kept
     */
    public int poll(RecordHandler handler, int limit) throws IOException {
        int polled = 0;
        while (polled < limit) {
            Frame current = current();
            if (current == null) {
                break;
            }
            byte[] value = current.values().get((int) (next - current.first()));
            long number = next;
            next = number + 1;
            handler.record(new SourceRecord(
                    0, number, current.arrivalTime(), current.arrivalTime(), current.headers(), value));
            polled++;
        }
        return polled;
    }

    /** The frame with the next record; null when it is not there yet. */
    private @Nullable Frame current() throws IOException {
        Frame current = frame;
        if (current != null && next < current.end()) {
            return current;
        }
        frame = next < journal.end() ? find() : null;
        return frame;
    }

    private Frame find() throws IOException {
        SegmentFile in = file(journal.fileOf(next));
        while (true) {
            Frame read = in.next();
            if (read == null || read.first() != at) {
                throw TailRepair.damaged(in.path(), in.position(), at);
            }
            at = read.end();
            if (next < at) {
                return read;
            }
        }
    }

    private SegmentFile file(Path path) throws IOException {
        SegmentFile open = file;
        if (open != null && open.path().equals(path)) {
            return open;
        }
        close();
        SegmentFile opened = Files.exists(path) ? SegmentFile.open(path, false) : null;
        if (opened == null) {
            throw TailRepair.damaged(path, 0, next);
        }
        at = opened.first();
        file = opened;
        return opened;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
