// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Elements for one worker, with watermarks and processing times in band, as parallel arrays. Batches are used again.
 *
 * <p>Each entry carries the positions in the {@link WatermarkLog}s that were reached before it, so an element is judged as it would be on the feeding thread (rule W5).
 *
 * @param <E> the element
 */
final class Batch<E> {
    /** The lane of an entry that is not an element but a processing time, in the place of the timestamp. */
    private static final int CLOCK = -1;

    /** Stands where there is no element, so that a batch that waits for reuse keeps none alive. */
    private static final Object NOTHING = new Object();

    private final Object[] elements;
    private final long[] timestamps;
    private final int[] lanes;
    private final int[] hashes;
    private final int[] partitions;
    private final long[][] positionsBefore;
    private final long[] positionsAfter;
    private int size;
    private @Nullable CountDownLatch done;
    private boolean last;

    Batch(int capacity, int trackers) {
        elements = new Object[capacity];
        Arrays.fill(elements, NOTHING);
        timestamps = new long[capacity];
        lanes = new int[capacity];
        hashes = new int[capacity];
        partitions = new int[capacity];
        positionsBefore = new long[trackers][capacity];
        positionsAfter = new long[trackers];
    }

    boolean isFull() {
        return size == elements.length;
    }

    /** Whether it holds nothing that the worker does not know. */
    boolean isEmpty() {
        return size == 0;
    }

    /** Whether the worker stops after it. */
    boolean isLast() {
        return last;
    }

    void add(int lane, E element, long timestamp, int hash, int partition, WatermarkLog[] watermarks) {
        elements[size] = element;
        lanes[size] = lane;
        hashes[size] = hash;
        partitions[size] = partition;
        append(timestamp, watermarks);
    }

    void addClock(long now, WatermarkLog[] watermarks) {
        lanes[size] = CLOCK;
        append(now, watermarks);
    }

    /** Ends it: the watermarks as they stand after its last entry, who waits for it, and whether it is the last. */
    Batch<E> sealed(WatermarkLog[] watermarks, @Nullable CountDownLatch done, boolean last) {
        for (int tracker = 0; tracker < watermarks.length; tracker++) {
            positionsAfter[tracker] = watermarks[tracker].position();
        }
        this.done = done;
        this.last = last;
        return this;
    }

    /** Has {@code worker} do all of it; {@code watermarks} is where it stands in each log. */
    @SuppressWarnings("unchecked") // Only elements of type E are added.
    void run(Worker<E> worker, WatermarkLog.Reader[] watermarks) {
        for (int i = 0; i < size; i++) {
            for (int tracker = 0; tracker < watermarks.length; tracker++) {
                watermarks[tracker].readTo(positionsBefore[tracker][i], worker);
            }
            if (lanes[i] == CLOCK) {
                worker.advanceProcessingTime(timestamps[i]);
            } else {
                worker.element(lanes[i], (E) elements[i], timestamps[i], hashes[i], partitions[i]);
            }
        }
        for (int tracker = 0; tracker < watermarks.length; tracker++) {
            watermarks[tracker].readTo(positionsAfter[tracker], worker);
        }
    }

    /** Tells whoever waits that it is done, and empties it. */
    void finish() {
        CountDownLatch waiting = done;
        Arrays.fill(elements, 0, size, NOTHING);
        size = 0;
        done = null;
        if (waiting != null) {
            waiting.countDown();
        }
    }

    private void append(long timestamp, WatermarkLog[] watermarks) {
        timestamps[size] = timestamp;
        for (int tracker = 0; tracker < watermarks.length; tracker++) {
            positionsBefore[tracker][size] = watermarks[tracker].position();
        }
        size++;
    }
}
