// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.archive.ArchivedPane;
import io.tidemark.pane.Pane;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.LateElement;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where panes, late elements, dead letters and what is archived go: one caller at a time, whichever worker it is.
 *
 * <p>Workers on threads of their own hold panes until they are many, or their batch is done: to wait for each other for each pane would cost more than the pane does.
 */
final class Outputs {
    private static final int MOST_HELD = 256;
    private static final Pane<?>[] NONE = {};

    private final Consumer<? super Pane<?>> panes;
    private final Consumer<? super LateElement> late;
    private final Consumer<? super DeadLetter> deadLetters;
    private final @Nullable Consumer<? super List<ArchivedPane>> archive;

    /** Null where one thread does everything. */
    private final @Nullable ReentrantLock lock;

    /** Made anew after each flush, for to G1 a store into an old array is dear. */
    private Pane<?>[] held = NONE;

    private int heldCount;

    /** Of one thread, without an archive. */
    Outputs(
            Consumer<? super Pane<?>> panes,
            Consumer<? super LateElement> late,
            Consumer<? super DeadLetter> deadLetters) {
        this(panes, late, deadLetters, null, 1);
    }

    /** Of {@code parallelism} workers. */
    Outputs(
            Consumer<? super Pane<?>> panes,
            Consumer<? super LateElement> late,
            Consumer<? super DeadLetter> deadLetters,
            @Nullable Consumer<? super List<ArchivedPane>> archive,
            int parallelism) {
        this(panes, late, deadLetters, archive, parallelism == 1 ? null : new ReentrantLock());
    }

    private Outputs(
            Consumer<? super Pane<?>> panes,
            Consumer<? super LateElement> late,
            Consumer<? super DeadLetter> deadLetters,
            @Nullable Consumer<? super List<ArchivedPane>> archive,
            @Nullable ReentrantLock lock) {
        this.panes = panes;
        this.late = late;
        this.deadLetters = deadLetters;
        this.archive = archive;
        this.lock = lock;
    }

    /** The same, of one worker, which calls {@link #flush} when its batch is done. */
    Outputs ofWorker() {
        return lock == null ? this : new Outputs(panes, late, deadLetters, archive, lock);
    }

    /** Emits {@code pane}, at the latest with {@link #flush}. */
    void pane(Pane<?> pane) {
        if (lock == null) {
            panes.accept(pane);
        } else {
            hold(pane);
        }
    }

    private void hold(Pane<?> pane) {
        if (heldCount == held.length) {
            flush();
            held = new Pane<?>[MOST_HELD];
        }
        held[heldCount++] = pane;
    }

    /** Hands on the panes that are held. */
    void flush() {
        if (heldCount > 0) {
            Pane<?>[] all = held;
            held = NONE;
            hand(this::handAll, all);
        }
    }

    private void handAll(Pane<?>[] all) {
        int count = heldCount;
        heldCount = 0;
        for (int i = 0; i < count; i++) {
            panes.accept(all[i]);
        }
    }

    void late(LateElement element) {
        hand(late, element);
    }

    void deadLetter(DeadLetter letter) {
        hand(deadLetters, letter);
    }

    /** Whether what panes hold is archived. */
    boolean isArchiving() {
        return archive != null;
    }

    /** Has panes archived that belong together. */
    void archive(List<ArchivedPane> panes) {
        Consumer<? super List<ArchivedPane>> output = archive;
        if (output != null) {
            hand(output, panes);
        }
    }

    private <T> void hand(Consumer<? super T> output, T value) {
        if (lock == null) {
            output.accept(value);
            return;
        }
        lock.lock();
        try {
            output.accept(value);
        } finally {
            lock.unlock();
        }
    }
}
