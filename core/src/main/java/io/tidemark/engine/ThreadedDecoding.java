// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.source.Decoder;
import io.tidemark.source.Source;
import io.tidemark.time.ProcessingClock;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Decodes on threads of its own, a poll at a time; the feeding thread polls ahead meanwhile, and feeds what is decoded in the order in which it was polled. While all chunks are under way it helps, and waits for the oldest, and so pauses the source.
 * A poll that yields little, with nothing under way, is not worth another thread.
 *
 * @param <E> the element
 */
final class ThreadedDecoding<E> implements Decoding {
    private static final int CHUNKS_FOR_EACH = 4;
    private static final int LITTLE = 32;

    private final Feed<E> feed;
    private final ExecutorService threads;
    private final Deque<DecodedChunk<E>> empty = new ArrayDeque<>();
    private final Deque<UnderWay<E>> underWay = new ArrayDeque<>();

    /** On so many threads; each chunk has a decoder of its own. */
    ThreadedDecoding(int count, Supplier<? extends Decoder<E>> decoders, Feed<E> feed, ProcessingClock clock) {
        this.feed = feed;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "tidemark-decoder-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < count * CHUNKS_FOR_EACH; i++) {
            empty.add(new DecodedChunk<>(decoders.get(), clock));
        }
    }

    /** A chunk that a thread has, and how that is going. */
    private record UnderWay<E>(DecodedChunk<E> chunk, FutureTask<?> decoding) {}

    @Override
    public int poll(Source source, int limit) throws IOException {
        if (empty.isEmpty()) {
            help();
        }
        while (!underWay.isEmpty()
                && (empty.isEmpty() || underWay.getFirst().decoding().isDone())) {
            feedOldest();
        }
        DecodedChunk<E> chunk = empty.removeLast();
        int polled;
        try {
            polled = source.poll(chunk, limit);
        } finally {
            take(chunk);
        }
        if (polled <= 0) {
            settle();
        }
        return polled;
    }

    private void take(DecodedChunk<E> chunk) {
        if (chunk.size() == 0) {
            empty.add(chunk);
            return;
        }
        boolean worthAThread = chunk.size() > LITTLE || !underWay.isEmpty();
        UnderWay<E> next = new UnderWay<>(chunk, new FutureTask<>(chunk::decode, null));
        underWay.add(next);
        if (worthAThread) {
            threads.execute(next.decoding());
        } else {
            next.decoding().run();
            feedOldest();
        }
    }

    /** Decodes what was polled last, unless a thread has begun with it: then they have begun with everything. */
    private void help() {
        underWay.getLast().decoding().run();
    }

    private void feedOldest() {
        UnderWay<E> oldest = underWay.removeFirst();
        try {
            oldest.decoding().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a decoder failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a decoder", e);
        }
        feed(oldest.chunk());
    }

    private void feed(DecodedChunk<E> chunk) {
        chunk.drainTo(feed);
        empty.add(chunk);
    }

    @Override
    public void settle() {
        while (!underWay.isEmpty()) {
            feedOldest();
        }
    }

    @Override
    public boolean isSettled() {
        return underWay.isEmpty();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
