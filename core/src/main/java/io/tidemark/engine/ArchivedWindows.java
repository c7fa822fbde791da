// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.archive.ArchiveVisitor;
import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.ArchivedPane.Content;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Merges panes, as a scan yields them, into what each window holds.
 *
 * @param <E> the element
 */
final class ArchivedWindows<E> implements ArchiveVisitor {
    private final String view;
    private final LongPredicate wanted;
    private final Aggregation<E> aggregation;
    private final Taker taker;
    private byte @Nullable [] key;
    private @Nullable Window window;
    private int cell = Aggregation.NO_CELL;

    /** Takes a window, and its cell, which it has to release. */
    @FunctionalInterface
    interface Taker {
        void window(byte[] key, Window window, int cell) throws IOException;
    }

    /** Of the windows whose starts are {@code wanted}. */
    ArchivedWindows(String view, LongPredicate wanted, Aggregation<E> aggregation, Taker taker) {
        this.view = view;
        this.wanted = wanted;
        this.aggregation = aggregation;
        this.taker = taker;
    }

    @Override
    public void pane(ArchivedPane pane) throws IOException {
        if (!wanted.test(pane.window().start())) {
            return;
        }
        if (!Arrays.equals(key, pane.key()) || !pane.window().equals(window)) {
            end();
            key = pane.key();
            window = pane.window();
        }
        add(pane);
    }

    /** No pane comes any more. */
    void end() throws IOException {
        byte[] ownKey = key;
        Window own = window;
        int held = cell;
        key = null;
        window = null;
        cell = Aggregation.NO_CELL;
        if (ownKey != null && own != null && held != Aggregation.NO_CELL) {
            taker.window(ownKey, own, held);
        }
    }

    private void add(ArchivedPane pane) throws IOException {
        if (pane.content() != Content.NEW) {
            aggregation.release(cell);
            cell = Aggregation.NO_CELL;
        }
        if (pane.content() == Content.NONE) {
            return;
        }
        int read = read(pane);
        if (cell == Aggregation.NO_CELL) {
            cell = read;
        } else {
            aggregation.merge(cell, read);
            aggregation.release(read);
        }
    }

    private int read(ArchivedPane pane) throws IOException {
        StateInput in = new StateInput(pane.accumulators());
        int read = aggregation.read(in);
        if (in.remaining() > 0 || aggregation.count(read) != pane.count()) {
            throw new CorruptStateException("an archived pane of view '" + view + "', window " + pane.window()
                    + ", does not hold what it should");
        }
        return read;
    }
}
