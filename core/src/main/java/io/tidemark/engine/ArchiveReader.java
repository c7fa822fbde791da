// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.archive.ArchiveRange;
import io.tidemark.archive.ArchivedView;
import io.tidemark.archive.WindowArchive;
import io.tidemark.codec.StateOutput;
import io.tidemark.view.View;
import io.tidemark.window.CountWindows;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.Window;
import io.tidemark.window.WindowAssigner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a view's archived windows, and merges those of a range into one result: the p99 of a day from sketches of five minutes.
 *
 * <p>Laws: a window counts when all of it lies in the range, and an element counts once, also where windows slide. A result is what one window over the range would have held, to the accuracy of the
 * aggregates' merging (rule A1), provided that all windows in it have finished and are archived.
 *
 * <p>Sessions count that begin and end in the range. In a view that discards, that is asked of each part that a session was emitted in.
 *
 * <p>Not for use by several threads at once; the archive may be in use by others.
 *
 * @param <E> the element
 * @param <K> the key
 */
public final class ArchiveReader<E, K> {
    private final View<E, K> view;
    private final WindowArchive archive;
    private final ArchivedView archived;

    /** A reader of what {@code view} has in {@code archive}, which it does not close. */
    public ArchiveReader(View<E, K> view, WindowArchive archive) {
        this.view = view;
        this.archive = archive;
        archived = new ArchivedView(view.name(), Planner.archiveShape(view));
    }

    /**
     * What the windows of {@code key} in {@code [from, to)} hold together; empty when there are none.
     *
     * @param from epoch ms, or the number of an element where windows count them; the minimum for no bound
     * @param to likewise; the maximum for no bound
     * @throws IllegalArgumentException when the view's windows overlap, and no choice of them fills a range
     * @throws IOException when the archive cannot be read, or what is there is not what this view wrote
     */
    public Optional<ArchivedResult<K>> read(K key, long from, long to) throws IOException {
        List<ArchivedResult<K>> results = new ArrayList<>();
        read(from, to, bytes(key), results::add);
        return results.stream().findFirst();
    }

    /**
     * The windows of {@code key} in {@code [from, to)}, each by itself, by start: at most {@code limit}. Those that overlap are all there.
     *
     * @param from epoch ms, or the number of an element where windows count them; the minimum for no bound
     * @param to likewise; the maximum for no bound
     * @throws IOException when the archive cannot be read, or what is there is not what this view wrote
     */
    public List<ArchivedResult<K>> windows(K key, long from, long to, int limit) throws IOException {
        List<ArchivedResult<K>> found = new ArrayList<>();
        Aggregation<E> aggregation = new Aggregation<>(view.aggregates());
        ArchivedWindows<E> windows =
                new ArchivedWindows<>(view.name(), start -> true, aggregation, (own, window, cell) -> {
                    if (found.size() == limit) {
                        throw new EnoughException();
                    }
                    found.add(new ArchivedResult<>(
                            view.name(),
                            key,
                            window,
                            1,
                            window.start(),
                            window.end(),
                            aggregation.count(cell),
                            aggregation.results(cell, window)));
                    aggregation.release(cell);
                });
        try {
            archive.scan(new ArchiveRange(archived, from, to), bytes(key), windows);
            windows.end();
        } catch (EnoughException e) {
            // The scan has been ended by it.
            return found;
        }
        return found;
    }

    /** Ends a scan that has yielded enough. */
    private static final class EnoughException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private byte[] bytes(K key) {
        StateOutput bytes = new StateOutput();
        view.key().codec().write(key, bytes);
        return bytes.toByteArray();
    }

    /** As {@link #read}, for each key that has windows in the range, by itself. Keys come in the order of their bytes; nothing but the key at hand is kept. */
    public void readAll(long from, long to, Consumer<ArchivedResult<K>> results) throws IOException {
        read(from, to, null, results);
    }

    /** The part of {@code [from, to)} that whole windows can fill; empty when there is none. The ends of {@code long} mean that it is open there. */
    public Optional<Window> filled(long from, long to) {
        Tiling tiling = Tiling.of(view, from, to);
        return tiling.isEmpty() ? Optional.empty() : Optional.of(new Window(domain(), tiling.from(), tiling.to()));
    }

    /** Shapes that this view had before, with windows, keys or accumulators that are not those of now: what they have in the archive is not read. */
    public List<String> otherShapes() throws IOException {
        return archive.views().stream()
                .filter(other -> other.name().equals(archived.name()) && !other.equals(archived))
                .map(ArchivedView::shape)
                .toList();
    }

    /** The shape of the view now. */
    public String shape() {
        return archived.shape();
    }

    private void read(long from, long to, byte @Nullable [] key, Consumer<ArchivedResult<K>> results)
            throws IOException {
        Tiling tiling = Tiling.of(view, from, to);
        if (!tiling.isEmpty()) {
            Aggregation<E> aggregation = new Aggregation<>(view.aggregates());
            ArchiveFold<E, K> fold = new ArchiveFold<>(view, tiling, domain(), aggregation, results);
            ArchivedWindows<E> windows = new ArchivedWindows<>(view.name(), tiling::holds, aggregation, fold);
            archive.scan(new ArchiveRange(archived, tiling.from(), tiling.to()), key, windows);
            windows.end();
            fold.end();
        }
    }

    private Window.Domain domain() {
        if (view.windowing() instanceof CountWindows) {
            return Window.Domain.COUNT;
        }
        return view.windowing() instanceof SessionWindows
                ? Window.Domain.TIME
                : ((WindowAssigner<?>) view.windowing()).domain();
    }
}
