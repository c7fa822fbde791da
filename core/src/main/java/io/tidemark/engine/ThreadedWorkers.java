// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.key.KeyGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Workers on threads of their own, each with the keys of its key groups and a bounded queue. A full queue makes the feeding thread wait, and so pauses the
 * source.
 *
 * @param <E> the element
 */
final class ThreadedWorkers<E> implements Workers<E> {
    private static final int BATCH_SIZE = 1024;
    private static final int QUEUE_LENGTH = 8;

    private final List<WorkerAgent<E>> agents = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Batch<E>> filling = new ArrayList<>();
    private final WatermarkLog[] watermarks;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private boolean watermarksMoved;
    private boolean closed;

    ThreadedWorkers(List<Worker<E>> workers, int trackers) {
        watermarks = new WatermarkLog[trackers];
        Arrays.setAll(watermarks, tracker -> new WatermarkLog());
        for (Worker<E> worker : workers) {
            WorkerAgent<E> agent = new WorkerAgent<>(worker, QUEUE_LENGTH, BATCH_SIZE, watermarks, failure);
            agents.add(agent);
            filling.add(nextBatch(agent));
            Thread thread = new Thread(agent, "tidemark-worker-" + agents.size());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    @Override
    public void element(int lane, Object key, E element, long timestamp, int hash, int partition) {
        int index = KeyGroups.worker(hash, agents.size());
        Batch<E> batch = filling.get(index);
        batch.add(lane, element, timestamp, hash, partition, watermarks);
        if (batch.isFull()) {
            submit(index, null, false);
        }
    }

    @Override
    public void watermark(int tracker, long watermark) {
        watermarksMoved = true;
        if (watermarks[tracker].add(watermark)) {
            handOver();
        }
    }

    @Override
    public void processingTime(long now) {
        for (int i = 0; i < agents.size(); i++) {
            filling.get(i).addClock(now, watermarks);
            if (filling.get(i).isFull()) {
                submit(i, null, false);
            }
        }
    }

    @Override
    public void handOver() {
        for (int i = 0; i < agents.size(); i++) {
            if (watermarksMoved || !filling.get(i).isEmpty()) {
                submit(i, null, false);
            }
        }
        watermarksMoved = false;
    }

    @Override
    public void flush() {
        CountDownLatch done = new CountDownLatch(agents.size());
        for (int i = 0; i < agents.size(); i++) {
            submit(i, done, false);
        }
        watermarksMoved = false;
        await(done);
        throwFailure();
    }

    @Override
    public List<Worker<E>> all() {
        return agents.stream().map(WorkerAgent::worker).toList();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (int i = 0; i < agents.size(); i++) {
            submitUnchecked(i, filling.get(i).sealed(watermarks, null, true));
        }
        for (Thread thread : threads) {
            join(thread);
        }
        throwFailure();
    }

    private void submit(int index, @Nullable CountDownLatch done, boolean last) {
        throwFailure();
        submitUnchecked(index, filling.get(index).sealed(watermarks, done, last));
        filling.set(index, nextBatch(agents.get(index)));
    }

    private void submitUnchecked(int index, Batch<E> batch) {
        try {
            agents.get(index).submit(batch);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Batch<E> nextBatch(WorkerAgent<E> agent) {
        try {
            return agent.nextBatch();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void throwFailure() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("a worker failed: " + cause, cause);
        }
    }

    private static void await(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for a worker", e);
    }
}
