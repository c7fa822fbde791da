// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one watermark on their way from the feeding thread to the workers. There is one log for all workers, and each reads it at its own pace.
 *
 * <p>A worker takes every step that matters to it, not just the last of those between two of its elements: else a pane would carry another watermark, be
 * the last one or not, or come before or after another, with another parallelism.
 *
 * <p>A position is how many steps there were. What a reader is told to read was written before the batch that tells it was queued, and so it is seen.
 */
final class WatermarkLog {
    private static final int CHUNK_SIZE = 1024;

    private Chunk last = new Chunk();
    private long position;

    /** A piece of the log; what all readers have passed is garbage. */
    private static final class Chunk {
        final long[] steps = new long[CHUNK_SIZE];

        @Nullable
        Chunk next;
    }

    /** Adds a step. Returns whether readers should be told to move on, lest they hold much of the log. */
    boolean add(long watermark) {
        last.steps[(int) (position % CHUNK_SIZE)] = watermark;
        position++;
        boolean isFull = position % CHUNK_SIZE == 0;
        if (isFull) {
            Chunk next = new Chunk();
            last.next = next;
            last = next;
        }
        return isFull;
    }

    /** How many steps there were. */
    long position() {
        return position;
    }

    /** A reader of everything that is to come. */
    Reader reader(int tracker) {
        return new Reader(tracker, last, position);
    }

    /** One worker's place in the log. */
    static final class Reader {
        private final int tracker;
        private Chunk chunk;
        private long position;

        private Reader(int tracker, Chunk chunk, long position) {
            this.tracker = tracker;
            this.chunk = chunk;
            this.position = position;
        }

        /** Has {@code worker} take the steps before position {@code to}: each at which something happens, and the last. */
        void readTo(long to, Worker<?> worker) {
            while (position < to) {
                long event = worker.nextWatermarkEvent(tracker);
                long watermark = take();
                while (watermark < event && position < to) {
                    watermark = take();
                }
                worker.advanceWatermark(tracker, watermark);
            }
        }

        private long take() {
            long watermark = chunk.steps[(int) (position % CHUNK_SIZE)];
            position++;
            if (position % CHUNK_SIZE == 0) {
                chunk = Objects.requireNonNull(chunk.next, "a full chunk has a next one");
            }
            return watermark;
        }
    }
}
