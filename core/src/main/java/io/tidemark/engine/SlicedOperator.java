// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.PaneTiming;
import io.tidemark.time.Timestamps;
import io.tidemark.view.View;
import io.tidemark.window.AlignedWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.Window;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Windows that are the same for all keys, by slices: an element updates one cell, however many windows hold it, and one pass over the tables of a window's slices
 * emits all keys. There is no timer for a key and no entry for a key and window, unless late elements came.
 *
 * @param <E> the element
 * @param <K> the key
 */
final class SlicedOperator<E, K> implements Operator<E> {
    private final AlignedWindows windows;
    private final long lateness;
    private final boolean discarding;
    private final Aggregation<E> aggregation;
    private final KeyDictionary<K> keys;
    private final Emitter<E, K> emitter;
    private final ViewTally tally;
    private final Slices slices;
    private final WindowMerge merge;
    private final LatePanes latePanes = new LatePanes();
    private final Slice noSlice;
    private Slice current;

    /** The end of the next window to fire. */
    private long nextEnd = NEVER;

    /** The watermark at which the next window fires or the next slice expires. */
    private long nextEvent = NEVER;

    SlicedOperator(
            View<E, K> view,
            AlignedWindows windows,
            Aggregation<E> aggregation,
            KeyDictionary<K> keys,
            Emitter<E, K> emitter,
            ViewTally tally) {
        this.windows = windows;
        this.lateness = view.allowedLateness();
        this.discarding = view.accumulation() == AccumulationMode.DISCARDING;
        this.aggregation = aggregation;
        this.keys = keys;
        this.emitter = emitter;
        this.tally = tally;
        slices = new Slices(windows);
        merge = windows instanceof SlidingWindows sliding && sliding.size() > sliding.slide()
                ? new SlidingMerge(sliding, slices, aggregation)
                : new DirectMerge(slices, aggregation);
        noSlice = Slice.none();
        current = noSlice;
    }

    @Override
    public void element(int key, E element, long timestamp, int partition) {
        Slice slice = current;
        if (!slice.holds(timestamp)) {
            slice = liveSlice(key, element, timestamp, partition);
            if (slice == null) {
                return;
            }
            current = slice;
        }
        tally.aggregated++;
        if (slice.firstEnd > emitter.watermark()) {
            accumulate(slice, key, element);
        } else {
            accumulateBehindWatermark(slice, key, element);
        }
    }

    @Override
    public void advanceWatermark(long watermark) {
        emitter.advanceWatermark(watermark);
        if (watermark < nextEvent) {
            return;
        }
        while (nextEnd != NEVER && nextEnd <= watermark) {
            fire(Window.time(windows.startOf(nextEnd), nextEnd));
            nextEnd = slices.nextEnd(nextEnd);
        }
        while (slices.firstLastEnd() != NEVER && emitter.isExpired(slices.firstLastEnd())) {
            drop(slices.removeFirst());
        }
        latePanes.forgetUpTo(Timestamps.subtract(watermark, lateness));
        scheduleNextEvent();
    }

    @Override
    public long nextWatermarkEvent() {
        return nextEvent;
    }

    @Override
    public void advanceProcessingTime(long now) {
        // A view with timers takes the general path.
    }

    @Override
    public long nextTimer() {
        return NEVER;
    }

    /** The slice of an element, made if it is not there; null when the element is in no window or late. */
    private @Nullable Slice liveSlice(int key, E element, long timestamp, int partition) {
        Slice known = slices.find(timestamp);
        if (known != null) {
            return known;
        }
        Slice slice = Slice.at(windows, timestamp);
        if (slice.firstEnd == AlignedWindows.NO_END) {
            tally.unassigned++;
            return null;
        }
        if (emitter.isExpired(slice.lastEnd)) {
            emitter.late(key, element, timestamp, partition);
            return null;
        }
        slices.add(slice);
        long end = windows.nextEnd(slice.start, emitter.watermark());
        if (end != AlignedWindows.NO_END) {
            nextEnd = Math.min(nextEnd, end);
        }
        scheduleNextEvent();
        return slice;
    }

    private void accumulate(Slice slice, int key, E element) {
        Cell cell = slice.cells.get(key);
        if (cell == null) {
            cell = aggregation.createCell();
            slice.cells.put(key, cell);
            keys.retain(key);
        }
        aggregation.add(cell, element);
    }

    /** Some windows of the slice are complete: those that live emit a late pane (rule L2), the dead ones are counted (rule L3). */
    private void accumulateBehindWatermark(Slice slice, int key, E element) {
        accumulate(slice, key, element);
        merge.changed(key, slice);
        for (long end = slice.firstEnd;
                end != AlignedWindows.NO_END && end <= emitter.watermark();
                end = windows.nextEnd(slice.start, end)) {
            if (emitter.isExpired(end)) {
                tally.lateAssignments++;
            } else {
                fireLate(Window.time(windows.startOf(end), end), key, element);
            }
        }
    }

    private void fire(Window window) {
        merge.forEach(
                window.start(), window.end(), (key, cell) -> emitter.pane(key, window, PaneTiming.ON_TIME, 0, cell));
    }

    private void fireLate(Window window, int key, E element) {
        Cell all = Objects.requireNonNull(merge.cell(key, window.start(), window.end()), "the cell just added to");
        long index = latePanes.nextIndex(window.end(), key, all.count > 1);
        emitter.pane(key, window, PaneTiming.LATE, index, discarding ? cellOf(element) : all);
    }

    private Cell cellOf(E element) {
        Cell cell = aggregation.createCell();
        aggregation.add(cell, element);
        return cell;
    }

    private void drop(Slice slice) {
        slice.cells.forEach((key, cell) -> keys.release(key));
        if (slice == current) {
            current = noSlice;
        }
    }

    private void scheduleNextEvent() {
        long drop = slices.firstLastEnd() == NEVER ? NEVER : Timestamps.add(slices.firstLastEnd(), lateness);
        nextEvent = Math.min(nextEnd, drop);
    }
}
