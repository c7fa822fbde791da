// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a worker from a queue of batches, of which there are only so many. Its duty cycle is {@link #doWork}, so that a test can step it on its own thread; {@link #run} is
 * that in a loop which waits for the next batch.
 *
 * @param <E> the element
 */
final class WorkerAgent<E> implements Runnable {
    private final Worker<E> worker;
    private final BlockingQueue<Batch<E>> queue = new LinkedBlockingQueue<>();
    private final BlockingQueue<Batch<E>> empty;
    private final AtomicReference<@Nullable Throwable> failure;
    private final Batch<E> end = new Batch<>(0, 0);

    /**
     * An agent of {@code worker}.
     *
     * @param empty where batches go that all workers are done with
     * @param failure where the first failure of any worker is kept; after one, batches are taken and not run
     */
    WorkerAgent(Worker<E> worker, BlockingQueue<Batch<E>> empty, AtomicReference<@Nullable Throwable> failure) {
        this.worker = worker;
        this.empty = empty;
        this.failure = failure;
    }

    Worker<E> worker() {
        return worker;
    }

    /** Queues a batch that was lent to this worker, among others. */
    void submit(Batch<E> batch) {
        queue.add(batch);
    }

    /** Ends {@link #run} once everything that is queued is done. */
    void stop() {
        queue.add(end);
    }

    /** Does what is queued, and returns how many batches that was. */
    int doWork() {
        int done = 0;
        for (Batch<E> batch = queue.poll(); batch != null && batch != end; batch = queue.poll()) {
            handle(batch);
            done++;
        }
        return done;
    }

    @Override
    public void run() {
        try {
            for (Batch<E> batch = queue.take(); batch != end; batch = queue.take()) {
                handle(batch);
            }
        } catch (InterruptedException e) {
            failure.compareAndSet(null, e);
            Thread.currentThread().interrupt();
        }
    }

    private void handle(Batch<E> batch) {
        try {
            if (failure.get() == null) {
                worker.run(batch);
            }
        } catch (Throwable e) {
            // Whatever a view's function or a sink threw stops the job: the feeding thread throws it on.
            failure.compareAndSet(null, e);
        }
        if (batch.giveBack()) {
            batch.clear();
            empty.add(batch);
        }
    }
}
