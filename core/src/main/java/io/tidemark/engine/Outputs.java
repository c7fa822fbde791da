// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.pane.Pane;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.LateElement;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Where panes, late elements and dead letters go: one caller at a time, whichever worker it is. */
final class Outputs {
    private final ReentrantLock lock = new ReentrantLock();
    private final Consumer<? super Pane<?>> panes;
    private final Consumer<? super LateElement> late;
    private final Consumer<? super DeadLetter> deadLetters;

    Outputs(
            Consumer<? super Pane<?>> panes,
            Consumer<? super LateElement> late,
            Consumer<? super DeadLetter> deadLetters) {
        this.panes = panes;
        this.late = late;
        this.deadLetters = deadLetters;
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

    private <T> void hand(Consumer<? super T> output, T value) {
        lock.lock();
        try {
            output.accept(value);
        } finally {
            lock.unlock();
        }
    }
}
