// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Workers on threads of their own, each with the keys of its key groups. Every worker reads every batch and does what is its own; the last one done with a batch
 * gives it back. While all batches are under way the feeding thread waits, and so pauses the source.
 *
 * @param <E> the element
 */
final class ThreadedWorkers<E> implements Workers<E> {
    private static final int BATCHES = 32;

    private final List<LaneRouter<E, ?>> routers;
    private final List<WorkerAgent<E>> agents = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final BlockingQueue<Batch<E>> empty = new ArrayBlockingQueue<>(BATCHES);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private long waitedNanos;
    private boolean closed;

    /** Starts the threads. {@code topology} tells what batches look like. */
    ThreadedWorkers(List<Worker<E>> workers, List<LaneRouter<E, ?>> routers, Topology<E> topology) {
        this.routers = routers;
        for (int i = 1; i < BATCHES; i++) {
            empty.add(topology.newBatch());
        }
        for (Worker<E> worker : workers) {
            WorkerAgent<E> agent = new WorkerAgent<>(worker, empty, failure);
            agents.add(agent);
            Thread thread = new Thread(agent, "tidemark-worker-" + agents.size());
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    @Override
    public Batch<E> handOver(Batch<E> filled) {
        throwFailure();
        for (LaneRouter<E, ?> router : routers) {
            router.route(filled);
        }
        filled.stamp();
        lend(filled);
        Batch<E> ready = empty.poll();
        if (ready != null) {
            return ready;
        }
        long begin = Stopwatch.nanos();
        Batch<E> freed = takeEmpty();
        waitedNanos += Stopwatch.nanos() - begin;
        return freed;
    }

    @Override
    public void goOn(boolean toTheEnd) {
        // They do so by themselves.
    }

    @Override
    public void await() {
        if (!closed) {
            // Each gives it back when nothing is put off any more.
            Batch<E> last = takeEmpty();
            last.setLast();
            lend(last);
        }
        // All batches but the feeding thread's own are back: all are done.
        List<Batch<E>> back = new ArrayList<>();
        while (back.size() < BATCHES - 1) {
            back.add(takeEmpty());
        }
        empty.addAll(back);
        throwFailure();
    }

    private void lend(Batch<E> batch) {
        batch.lendTo(agents.size());
        for (int i = 0; i < agents.size(); i++) {
            agents.get(i).submit(batch);
        }
    }

    @Override
    public List<Worker<E>> all() {
        return agents.stream().map(WorkerAgent::worker).toList();
    }

    @Override
    public long waitedNanos() {
        return waitedNanos;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        agents.forEach(WorkerAgent::stop);
        for (Thread thread : threads) {
            join(thread);
        }
        throwFailure();
    }

    private Batch<E> takeEmpty() {
        try {
            return empty.take();
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
