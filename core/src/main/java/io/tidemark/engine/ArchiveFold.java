// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.archive.ArchiveVisitor;
import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.ArchivedPane.Content;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.view.View;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Merges panes as a scan yields them: those of a window into what it holds, windows into what the key has.
 *
 * @param <E> the element
 * @param <K> the key
 */
final class ArchiveFold<E, K> implements ArchiveVisitor {
    private final View<E, K> view;
    private final Tiling tiling;
    private final Window.Domain domain;
    private final Consumer<ArchivedResult<K>> results;
    private final Aggregation<E> aggregation;
    private byte @Nullable [] key;
    private @Nullable Window window;
    private int inWindow = Aggregation.NO_CELL;
    private int all = Aggregation.NO_CELL;
    private long windows;
    private long first;
    private long last;

    ArchiveFold(View<E, K> view, Tiling tiling, Window.Domain domain, Consumer<ArchivedResult<K>> results) {
        this.view = view;
        this.tiling = tiling;
        this.domain = domain;
        this.results = results;
        aggregation = new Aggregation<>(view.aggregates());
    }

    @Override
    public void pane(ArchivedPane pane) throws IOException {
        if (!tiling.holds(pane.window().start())) {
            return;
        }
        if (!Arrays.equals(key, pane.key())) {
            end();
            key = pane.key();
        }
        if (!pane.window().equals(window)) {
            endWindow();
            window = pane.window();
        }
        add(pane);
    }

    /** No pane comes any more. */
    void end() throws IOException {
        endWindow();
        byte[] own = key;
        if (own != null && all != Aggregation.NO_CELL) {
            Window range = new Window(
                    domain,
                    tiling.from() == Tiling.NO_FROM && domain != Window.Domain.GLOBAL ? first : tiling.from(),
                    tiling.to() == Tiling.NO_TO && domain != Window.Domain.GLOBAL ? last : tiling.to());
            results.accept(new ArchivedResult<>(
                    view.name(),
                    view.key().codec().read(new StateInput(own), 1),
                    range,
                    windows,
                    first,
                    last,
                    aggregation.count(all),
                    aggregation.results(all, range)));
            aggregation.release(all);
        }
        key = null;
        all = Aggregation.NO_CELL;
        windows = 0;
    }

    private void add(ArchivedPane pane) throws IOException {
        if (pane.content() != Content.NEW) {
            aggregation.release(inWindow);
            inWindow = Aggregation.NO_CELL;
        }
        if (pane.content() == Content.NONE) {
            return;
        }
        int cell = read(pane);
        if (inWindow == Aggregation.NO_CELL) {
            inWindow = cell;
        } else {
            aggregation.merge(inWindow, cell);
            aggregation.release(cell);
        }
    }

    private int read(ArchivedPane pane) throws IOException {
        StateInput in = new StateInput(pane.accumulators());
        int cell = aggregation.read(in);
        if (in.remaining() > 0 || aggregation.count(cell) != pane.count()) {
            throw new CorruptStateException("an archived pane of view '" + view.name() + "', window " + pane.window()
                    + ", does not hold what it should");
        }
        return cell;
    }

    private void endWindow() {
        Window own = window;
        window = null;
        if (own == null || inWindow == Aggregation.NO_CELL) {
            return;
        }
        if (windows > 0 && own.start() < last && !tiling.mayOverlap()) {
            throw new IllegalArgumentException("view '" + view.name() + "' has windows that overlap, such as " + own
                    + " and one that ends at " + last + ": merged, elements would count twice");
        }
        first = windows == 0 ? own.start() : first;
        last = windows == 0 ? own.end() : Math.max(last, own.end());
        windows++;
        if (all == Aggregation.NO_CELL) {
            all = inWindow;
        } else {
            aggregation.merge(all, inWindow);
            aggregation.release(inWindow);
        }
        inWindow = Aggregation.NO_CELL;
    }
}
