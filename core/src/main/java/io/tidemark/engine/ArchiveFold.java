// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.view.View;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Merges the windows of each key, as they come, into what the key has in all of them.
 *
 * @param <E> the element
 * @param <K> the key
 */
final class ArchiveFold<E, K> implements ArchivedWindows.Taker {
    private final View<E, K> view;
    private final Tiling tiling;
    private final Window.Domain domain;
    private final Aggregation<E> aggregation;
    private final Consumer<ArchivedResult<K>> results;
    private byte @Nullable [] key;
    private int all = Aggregation.NO_CELL;
    private long windows;
    private long first;
    private long last;

    ArchiveFold(
            View<E, K> view,
            Tiling tiling,
            Window.Domain domain,
            Aggregation<E> aggregation,
            Consumer<ArchivedResult<K>> results) {
        this.view = view;
        this.tiling = tiling;
        this.domain = domain;
        this.aggregation = aggregation;
        this.results = results;
    }

    @Override
    public void window(byte[] ofKey, Window window, int cell) throws IOException {
        if (!Arrays.equals(key, ofKey)) {
            end();
            key = ofKey;
        }
        if (windows > 0 && window.start() < last && !tiling.mayOverlap()) {
            throw new IllegalArgumentException("view '" + view.name() + "' has windows that overlap, such as " + window
                    + " and one that ends at " + last + ": merged, elements would count twice");
        }
        first = windows == 0 ? window.start() : first;
        last = windows == 0 ? window.end() : Math.max(last, window.end());
        windows++;
        if (all == Aggregation.NO_CELL) {
            all = cell;
        } else {
            aggregation.merge(all, cell);
            aggregation.release(cell);
        }
    }

    /** No window comes any more. */
    void end() throws IOException {
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
}
