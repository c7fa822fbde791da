// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.FillMethod;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneResults;
import io.tidemark.time.Timestamps;
import io.tidemark.view.GapFilling;
import io.tidemark.view.View;
import io.tidemark.window.AlignedWindows;
import io.tidemark.window.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills the gaps of one view on one worker, as {@link GapFilling} says.
 *
 * <p>Of a key nothing is known but its last window with elements. Which of the windows since then were filled follows from the watermark: all that it has completed. So a filled pane changes no state, and
 * all keys that are filled are due at the same time, the end of the next window, at which each of them has a pane: either one of its elements, or one that is filled. There is no timer for a key.
 */
final class ViewGaps {
    private final boolean isUsed;
    private final boolean isLinear;
    private final boolean isDiscarding;
    private final long atMost;
    private final List<FillMethod> methods;
    private final FilledResults results;
    private final @Nullable AlignedWindows windows;
    private final KeyMemory<KeySeries> memory;

    /** No key has a window with elements that ends later. */
    private long latestEnd = Long.MIN_VALUE;

    /** The end of the next window is {@link #nextEnd} at all times from here on. */
    private long nextFrom;

    private long nextEnd = Long.MIN_VALUE;

    /** Takes what a filled pane holds. */
    @FunctionalInterface
    interface Output {
        void fill(int key, Window window, PaneResults results);
    }

    ViewGaps(View<?, ?> view, KeyDictionary<?> keys, boolean isSaved, WarmEntries warm) {
        List<String> names =
                view.aggregates().stream().map(aggregate -> aggregate.name()).toList();
        isUsed = view.gapFilling().isPresent();
        methods = view.gapFilling().map(filling -> filling.methods(names)).orElse(List.of());
        isLinear = methods.contains(FillMethod.LINEAR);
        isDiscarding = view.accumulation() == AccumulationMode.DISCARDING;
        atMost = view.gapFilling().map(GapFilling::atMost).orElse(-1L);
        results = new FilledResults(names, methods);
        windows = view.windowing() instanceof AlignedWindows aligned ? aligned : null;
        memory = new KeyMemory<>(
                ViewEntries.SERIES, IdleKeys.UNFILLED, atMost, () -> new KeySeries(names), keys, isSaved, warm);
    }

    /** Whether the view fills none. */
    boolean isEmpty() {
        return !isUsed;
    }

    /** By what each result is filled. */
    List<FillMethod> methods() {
        return methods;
    }

    /** Whether a window is filled as soon as it is complete. */
    boolean isPrompt() {
        return !isLinear;
    }

    /** What is known of the keys. */
    KeyMemory<KeySeries> memory() {
        return memory;
    }

    /** No window is filled at a watermark below this, while it is {@code watermark}; {@link Operator#NEVER} if none is to be filled. */
    long next(long watermark) {
        long latest = Math.max(latestEnd, memory.latestEnd());
        if (isLinear || latest == Long.MIN_VALUE || isOver(latest, watermark)) {
            return Operator.NEVER;
        }
        long end = endAfter(watermark);
        return end <= Timestamps.add(latest, atMost) ? end : Operator.NEVER;
    }

    /**
     * A pane of elements comes, on time or late: fills the windows before it.
     *
     * @param reached the watermark up to which all gaps were filled
     */
    void pane(int key, Pane<?> pane, long reached, Output output) {
        long end = pane.window().end();
        KeySeries own = memory.find(key);
        if (own == null) {
            own = memory.create(key);
        } else if (isOver(own.lastEnd(), reached)) {
            own.set(Long.MIN_VALUE, own.values());
        }
        // What a late pane of a discarding view holds is new since the last one, unless it is the window's first.
        if (end < own.lastEnd() || (end == own.lastEnd() && isDiscarding)) {
            return;
        }
        @Nullable Object[] next = results.kept(pane.results());
        if (own.lastEnd() != Long.MIN_VALUE) {
            fillUpTo(key, own, end, next, reached, output);
        }
        own.set(end, next);
        latestEnd = Math.max(latestEnd, end);
        memory.changes(key);
    }

    /** All windows that end after {@code from}, and that the watermark {@code to} completes, were emitted if they have elements: fills the others. */
    void fill(long from, long to, Output output) {
        // The end of the input says nothing about the time after it.
        boolean isOutside = isLinear || to == Long.MAX_VALUE;
        if (isOutside || (from != Long.MIN_VALUE && to < next(from))) {
            return;
        }
        memory.forEach((key, own) -> {
            long last = Math.min(to, Timestamps.add(own.lastEnd(), atMost));
            fillAfter(key, own, from, last, output);
        });
    }

    /** Fills by what is known the windows that end after {@code from} up to {@code last}. */
    private void fillAfter(int key, KeySeries own, long from, long last, Output output) {
        for (long at = endAfter(Math.max(own.lastEnd(), from)); at <= last; at = endAfter(at)) {
            output.fill(key, window(at), results.after(own.values()));
        }
    }

    private void fillUpTo(int key, KeySeries own, long end, @Nullable Object[] next, long reached, Output output) {
        long last = Timestamps.add(own.lastEnd(), atMost);
        if (isLinear) {
            double length = end - own.lastEnd();
            for (long at = endAfter(own.lastEnd()); end <= last && at < end; at = endAfter(at)) {
                output.fill(key, window(at), results.between(own.values(), next, (at - own.lastEnd()) / length));
            }
        } else {
            fillAfter(key, own, reached, Math.min(last, end - 1), output);
        }
    }

    /** Whether no window after one that ends at {@code lastEnd} can be filled any more once all up to {@code watermark} are. It does not matter from then on whether anything is known of the key. */
    private boolean isOver(long lastEnd, long watermark) {
        return watermark >= Timestamps.add(lastEnd, atMost);
    }

    private Window window(long end) {
        return Window.time(windows().startOf(end), end);
    }

    private long endAfter(long time) {
        if (time < nextFrom || time >= nextEnd) {
            nextEnd = windows().endAfter(time);
            nextFrom = time;
        }
        return nextEnd;
    }

    private AlignedWindows windows() {
        if (windows == null) {
            throw new AssertionError("a view is filled whose windows are not the same for all keys");
        }
        return windows;
    }
}
