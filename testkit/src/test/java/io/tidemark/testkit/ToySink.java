// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneId;
import io.tidemark.sink.Sink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A sink that buffers panes until it is flushed, and can be told to make one mistake. */
final class ToySink implements Sink {
    /** What it can be told to do wrong. */
    enum Mistake {
        NONE,
        FLUSH_DOES_NOTHING,
        FLUSHES_AGAIN,
        REVERSES,
        LOSES_EMPTY_KEYS,
        CUTS_KEYS_AT_LINES,
        STICKS_TO_ITS_THREAD,
        SWALLOWS_FAILURES,
        CLOSES_ONCE
    }

    private final List<PaneId<String>> destination;
    private final boolean fails;
    private final Mistake mistake;
    private final List<PaneId<String>> buffer = new ArrayList<>();
    private final Thread thread = Thread.currentThread();
    private boolean closed;

    ToySink(List<PaneId<String>> destination, boolean fails, Mistake mistake) {
        this.destination = destination;
        this.fails = fails;
        this.mistake = mistake;
    }

    @Override
    public void open() {
        closed = false;
    }

    @Override
    public void write(Pane<?> pane) {
        String key = (String) pane.key();
        if (mistake == Mistake.CUTS_KEYS_AT_LINES) {
            key = key.lines().findFirst().orElse("");
        }
        if (mistake == Mistake.LOSES_EMPTY_KEYS && key.isEmpty()) {
            return;
        }
        if (mistake == Mistake.STICKS_TO_ITS_THREAD && thread != Thread.currentThread()) {
            throw new AssertionError("another thread");
        }
        buffer.add(new PaneId<>(pane.view(), key, pane.window(), pane.info().index(), pane.retraction()));
    }

    @Override
    public void flush() throws IOException {
        if (fails && mistake != Mistake.SWALLOWS_FAILURES) {
            throw new IOException("the toy's destination is full");
        }
        if (mistake == Mistake.FLUSH_DOES_NOTHING) {
            return;
        }
        if (mistake == Mistake.REVERSES) {
            Collections.reverse(buffer);
        }
        destination.addAll(buffer);
        if (mistake != Mistake.FLUSHES_AGAIN) {
            buffer.clear();
        }
    }

    @Override
    public void close() throws IOException {
        if (closed && mistake == Mistake.CLOSES_ONCE) {
            throw new IOException("closed already");
        }
        closed = true;
    }
}
