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
        finish();
        return done;
    }

    @Override
    public void run() {
        try {
            for (Batch<E> batch = next(); batch != end; batch = next()) {
                handle(batch);
            }
            finish();
        } catch (InterruptedException e) {
            failure.compareAndSet(null, e);
            Thread.currentThread().interrupt();
        }
    }

    /** The next batch; as long as there is none, the worker goes on with panes that it put off. */
    private Batch<E> next() throws InterruptedException {
        Batch<E> batch = queue.poll();
        while (batch == null && goOn()) {
            batch = queue.poll();
        }
        return batch == null ? queue.take() : batch;
    }

    private boolean goOn() {
        boolean[] isMore = {false};
        unlessFailed(() -> isMore[0] = worker.goOn());
        return isMore[0];
    }

    private void finish() {
        unlessFailed(worker::finish);
    }

    private void handle(Batch<E> batch) {
        unlessFailed(() -> {
            if (batch.isLast()) {
                worker.finish();
            } else {
                worker.run(batch);
            }
        });
        giveBack(batch);
    }

    private void unlessFailed(Runnable work) {
        try {
            if (failure.get() == null) {
                work.run();
            }
        } catch (Throwable e) {
            // Whatever a view's function or a sink threw stops the job: the feeding thread throws it on.
            failure.compareAndSet(null, e);
        }
    }

    private void giveBack(Batch<E> batch) {
        if (batch.giveBack()) {
            batch.clear();
            empty.add(batch);
        }
    }
}
