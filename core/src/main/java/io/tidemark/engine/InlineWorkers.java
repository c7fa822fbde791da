// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;

/**
 * One worker on the feeding thread itself: no queue, and every call is done when it returns.
 *
 * @param <E> the element
 */
final class InlineWorkers<E> implements Workers<E> {
    private final Worker<E> worker;

    InlineWorkers(Worker<E> worker) {
        this.worker = worker;
    }

    @Override
    public void element(int lane, Object key, E element, long timestamp, int hash, int partition) {
        worker.element(lane, key, element, timestamp, hash, partition);
    }

    @Override
    public void watermark(int tracker, long watermark) {
        worker.advanceWatermark(tracker, watermark);
    }

    @Override
    public void processingTime(long now) {
        worker.advanceProcessingTime(now);
    }

    @Override
    public void handOver() {
        // Nothing is buffered.
    }

    @Override
    public void flush() {
        // Everything is done.
    }

    @Override
    public List<Worker<E>> all() {
        return List.of(worker);
    }

    @Override
    public void close() {
        // There is nothing to stop.
    }
}
