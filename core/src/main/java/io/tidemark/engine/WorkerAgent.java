// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a worker from a bounded queue of batches. Its duty cycle is {@link #doWork}, so that a test can step it on its own thread; {@link #run} is that in a loop
 * which waits for the next batch.
 *
 * @param <E> the element
 */
final class WorkerAgent<E> implements Runnable {
    private final Worker<E> worker;
    private final BlockingQueue<Batch<E>> queue;
    private final BlockingQueue<Batch<E>> empty;
    private final WatermarkLog.Reader[] watermarks;
    private final AtomicReference<@Nullable Throwable> failure;

    /**
     * An agent with {@code queueLength} batches of {@code batchSize} entries.
     *
     * @param failure where the first failure of any worker is kept; after one, batches are taken and not run
     */
    WorkerAgent(
            Worker<E> worker,
            int queueLength,
            int batchSize,
            WatermarkLog[] watermarks,
            AtomicReference<@Nullable Throwable> failure) {
        this.worker = worker;
        this.failure = failure;
        this.watermarks = new WatermarkLog.Reader[watermarks.length];
        Arrays.setAll(this.watermarks, tracker -> watermarks[tracker].reader(tracker));
        queue = new ArrayBlockingQueue<>(queueLength);
        empty = new ArrayBlockingQueue<>(queueLength + 2);
        for (int i = 0; i < queueLength + 2; i++) {
            empty.add(new Batch<>(batchSize, watermarks.length));
        }
    }

    Worker<E> worker() {
        return worker;
    }

    /** An empty batch to fill; waits while the worker has them all. */
    Batch<E> nextBatch() throws InterruptedException {
        return empty.take();
    }

    /** Queues a batch; waits while the queue is full. */
    void submit(Batch<E> batch) throws InterruptedException {
        queue.put(batch);
    }

    /** Does what is queued, and returns how many batches that was. */
    int doWork() {
        int done = 0;
        for (Batch<E> batch = queue.poll(); batch != null; batch = queue.poll()) {
            handle(batch);
            done++;
        }
        return done;
    }

    @Override
    public void run() {
        try {
            boolean last = false;
            while (!last) {
                last = handle(queue.take());
            }
        } catch (InterruptedException e) {
            failure.compareAndSet(null, e);
            Thread.currentThread().interrupt();
        }
    }

    private boolean handle(Batch<E> batch) {
        boolean last = batch.isLast();
        try {
            if (failure.get() == null) {
                batch.run(worker, watermarks);
            }
        } catch (Throwable e) {
            // Whatever a view's function or a sink threw stops the job: the feeding thread throws it on.
            failure.compareAndSet(null, e);
        }
        batch.finish();
        empty.add(batch);
        return last;
    }
}
