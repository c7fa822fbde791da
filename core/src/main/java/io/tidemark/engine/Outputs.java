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

/** Where panes, late elements, dead letters and what is archived go: one caller at a time, whichever worker it is. */
final class Outputs {
    private final ReentrantLock lock = new ReentrantLock();
    private final Consumer<? super Pane<?>> panes;
    private final Consumer<? super LateElement> late;
    private final Consumer<? super DeadLetter> deadLetters;
    private final @Nullable Consumer<? super List<ArchivedPane>> archive;

    /** Without an archive. */
    Outputs(
            Consumer<? super Pane<?>> panes,
            Consumer<? super LateElement> late,
            Consumer<? super DeadLetter> deadLetters) {
        this(panes, late, deadLetters, null);
    }

    Outputs(
            Consumer<? super Pane<?>> panes,
            Consumer<? super LateElement> late,
            Consumer<? super DeadLetter> deadLetters,
            @Nullable Consumer<? super List<ArchivedPane>> archive) {
        this.panes = panes;
        this.late = late;
        this.deadLetters = deadLetters;
        this.archive = archive;
    }

    void pane(Pane<?> pane) {
        hand(panes, pane);
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
        lock.lock();
        try {
            output.accept(value);
        } finally {
            lock.unlock();
        }
    }
}
