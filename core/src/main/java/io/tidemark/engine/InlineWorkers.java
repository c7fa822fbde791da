// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;

/**
 * One worker on the feeding thread itself: no queue, and a batch is done when it was handed over.
 *
 * @param <E> the element
 */
final class InlineWorkers<E> implements Workers<E> {
    private final Worker<E> worker;

    InlineWorkers(Worker<E> worker) {
        this.worker = worker;
    }

    @Override
    public Batch<E> handOver(Batch<E> filled) {
        filled.stamp();
        worker.run(filled);
        filled.clear();
        return filled;
    }

    @Override
    public void goOn(boolean toTheEnd) {
        if (toTheEnd) {
            worker.finish();
        } else {
            worker.goOn();
        }
    }

    @Override
    public void await() {
        worker.finish();
    }

    @Override
    public List<Worker<E>> all() {
        return List.of(worker);
    }

    @Override
    public long waitedNanos() {
        return 0;
    }

    @Override
    public void close() {
        worker.finish();
    }
}
