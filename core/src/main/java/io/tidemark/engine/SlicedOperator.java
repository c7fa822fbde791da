// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.PaneTiming;
import io.tidemark.time.Timestamps;
import io.tidemark.view.View;
import io.tidemark.window.AlignedWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    private final LatePanes latePanes;
    private final boolean isSaved;
    private final WarmEntries warm;
    private final SpilledKeys<E> spilled;
    private final SliceFiring<E, K> firing;

    /** Null when all panes are emitted at once. */
    private final @Nullable Pace pace;

    private long bytesEach;

    /** Slices that are gone since the last checkpoint. */
    private final List<Long> dropped = new ArrayList<>();

    private final SlicesAtHand atHand = new SlicesAtHand();
    private final int[] cells = new int[Batch.CAPACITY];

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
            ViewTally tally,
            boolean isSaved,
            WarmEntries warm,
            Pace pace) {
        this.windows = windows;
        this.lateness = view.allowedLateness();
        this.discarding = view.accumulation() == AccumulationMode.DISCARDING;
        this.aggregation = aggregation;
        this.keys = keys;
        this.emitter = emitter;
        this.tally = tally;
        this.isSaved = isSaved;
        this.warm = warm;
        spilled = new SpilledKeys<>(warm, keys, aggregation);
        latePanes = new LatePanes(keys, isSaved);
        slices = new Slices(windows);
        merge = windows instanceof SlidingWindows sliding && sliding.size() > sliding.slide()
                ? new SlidingMerge(sliding, slices, aggregation)
                : new DirectMerge(slices, aggregation);
        firing = new SliceFiring<>(slices, merge, spilled, aggregation, keys, emitter);
        this.pace = emitter.mayEmitLater() ? pace : null;
    }

    @Override
    public void run(Batch<E> batch, KeyedRows rows, long[] watermarks) {
        int reached = rows.from();
        int i = accumulate(batch, rows, watermarks, 0);
        while (i < rows.count()) {
            int row = rows.rows()[i];
            step(watermarks, reached, row);
            reached = row;
            element(rows.keys()[i], batch, row);
            i = accumulate(batch, rows, watermarks, i + 1);
        }
        step(watermarks, reached, rows.to());
    }

    /**
     * Adds rows from the {@code i}-th on while they are in the slices at hand, and nothing else is to be done before; returns which is the first that it did not add.
     */
    private int accumulate(Batch<E> batch, KeyedRows rows, long[] watermarks, int i) {
        long[] timestamps = batch.timestamps();
        int end = quietEnd(nextWatermarkEvent(), rows, watermarks, i);
        int next = atHand.findCells(timestamps, rows, cells, i, end);
        // Where one key has no cell yet, the next ones have none either.
        for (; next < end; next++) {
            Slice slice = atHand.find(timestamps[rows.rows()[next]]);
            if (slice == null) {
                break;
            }
            cells[next] = cell(slice, rows.keys()[next]);
        }
        if (next > i) {
            aggregation.addAll(batch, rows.rows(), cells, i, next);
            tally.aggregated += next - i;
        }
        return next;
    }

    /** The first row, from the {@code i}-th on, before which the watermark reaches {@code limit}. */
    private static int quietEnd(long limit, KeyedRows rows, long[] watermarks, int i) {
        int[] places = rows.rows();
        int count = rows.count();
        if (i == count || watermarks[places[count - 1]] < limit) {
            return count;
        }
        int end = i;
        while (watermarks[places[end]] < limit) {
            end++;
        }
        return end;
    }

    @Override
    public void element(int key, Batch<E> batch, int row) {
        if (firing.isUnderWay() && batch.timestamps()[row] < firing.watermark()) {
            emitMore(Integer.MAX_VALUE);
        }
        Slice slice = liveSlice(key, batch, row);
        if (slice == null) {
            return;
        }
        E element = batch.element(row);
        tally.aggregated++;
        slice.mayHaveChanged = true;
        if (slice.firstEnd > emitter.watermark()) {
            aggregation.add(cell(slice, key), element);
            atHand.keep(slice);
        } else {
            accumulateBehindWatermark(slice, key, element);
        }
    }

    @Override
    public void advanceWatermark(long watermark) {
        boolean isQuiet = watermark < nextWatermarkEvent();
        if (!isQuiet) {
            emitMore(Integer.MAX_VALUE);
        }
        emitter.setWatermark(watermark);
        if (!isQuiet) {
            fireUpTo(watermark);
        }
        emitter.fillGaps();
    }

    private void fireUpTo(long watermark) {
        while (nextEnd != NEVER && nextEnd <= watermark) {
            firing.add(Window.time(windows.startOf(nextEnd), nextEnd), watermark);
            nextEnd = slices.nextEnd(nextEnd);
        }
        atHand.advanceWatermark(watermark);
        emit(pace == null ? Integer.MAX_VALUE : pace.panes());
    }

    @Override
    public boolean emitMore(int panes) {
        if (firing.isUnderWay()) {
            emit(panes);
        }
        return firing.isUnderWay();
    }

    /** Emits so many panes; after the last one, slices that no window needs any more are gone. */
    private void emit(int panes) {
        firing.emit(panes);
        if (!firing.isUnderWay()) {
            dropExpired();
        }
        scheduleNextEvent();
    }

    private void dropExpired() {
        while (slices.firstLastEnd() != NEVER && emitter.isExpired(slices.firstLastEnd())) {
            drop(slices.removeFirst());
        }
        if (slices.isEmpty()) {
            merge.clear();
        }
        latePanes.forgetUpTo(Timestamps.subtract(emitter.watermark(), lateness));
    }

    @Override
    public long watermark() {
        return emitter.watermark();
    }

    @Override
    public long nextWatermarkEvent() {
        return Math.min(nextEvent, emitter.nextGap());
    }

    @Override
    public void save(ViewEntries entries) {
        dropped.forEach(start -> entries.deleteTime(ViewEntries.SLICES, start));
        dropped.clear();
        slices.forEach(slice -> save(slice, entries));
        latePanes.save(entries);
    }

    @Override
    public int saveAhead(ViewEntries entries, int limit) {
        // What has changed is found by looking at every cell, which is not worth it for a part of them.
        return 0;
    }

    @Override
    public void index(String store, int key, StateInput value, ViewEntries entries) {
        // Slices are found by their times.
    }

    @Override
    public void resume() {
        for (long start : warm.times(ViewEntries.SLICES)) {
            Slice slice = Slice.at(windows, start);
            slice.isSpilled = true;
            add(slice);
        }
        measure();
    }

    @Override
    public void evict(Eviction eviction) {
        long[] gone = {0};
        slices.forEach(slice -> slice.cells.forEach((key, cell) -> {
            if (aggregation.isSaved(cell) && eviction.takes(aggregation.savedAt(cell), bytesEach)) {
                slice.isSpilled = true;
                slice.remove(key);
                aggregation.release(cell);
                keys.release(key);
                gone[0]++;
            }
        }));
        if (gone[0] > 0) {
            // Partial merges take room as well, and some are cells that are gone.
            merge.clear();
        }
    }

    @Override
    public long bytes() {
        return aggregation.inUse() * bytesEach;
    }

    @Override
    public void measure() {
        bytesEach = aggregation.bytesEach();
    }

    private void save(Slice slice, ViewEntries entries) {
        if (!slice.mayHaveChanged) {
            return;
        }
        slice.cells.forEach((key, cell) -> {
            if (aggregation.takeChange(cell, entries.age())) {
                entries.put(ViewEntries.SLICES, slice.start, key, out -> aggregation.write(cell, out));
            }
        });
        // What is at hand takes elements without being asked for again.
        slice.mayHaveChanged = atHand.contains(slice);
    }

    @Override
    public void restore(String store, long time, int key, StateInput value) throws IOException {
        if (store.equals(ViewEntries.LATE_PANES)) {
            latePanes.restore(time, key, value.readVarLong());
            return;
        }
        Slice slice = slices.find(time);
        if (slice == null) {
            slice = Slice.at(windows, time);
            add(slice);
        }
        spilled.load(slice, key, value);
    }

    @Override
    public int cells() {
        return aggregation.inUse();
    }

    @Override
    public List<LiveWindow> windows(int key, long from, long to, int limit) {
        List<LiveWindow> found = new ArrayList<>();
        List<Slice> brought = bringBack(key);
        long end = slices.nextEnd(Math.max(from, Timestamps.subtract(emitter.watermark(), lateness)));
        while (end != NEVER && windows.startOf(end) < to && found.size() < limit) {
            Window window = Window.time(windows.startOf(end), end);
            merge.visit(key, window.start(), end, (same, cell) -> found.add(live(key, window, cell)));
            end = slices.nextEnd(end);
        }
        for (Slice slice : brought) {
            aggregation.release(slice.cells.get(key));
            slice.remove(key);
            keys.release(key);
        }
        return found;
    }

    /** Brings the cells of a key back that are not here; returns their slices. */
    private List<Slice> bringBack(int key) {
        List<Slice> brought = new ArrayList<>();
        slices.forEach(slice -> {
            if (slice.isSpilled && slice.cells.get(key) == Aggregation.NO_CELL && spilled.find(slice, key)) {
                brought.add(slice);
            }
        });
        return brought;
    }

    private LiveWindow live(int key, Window window, int cell) {
        boolean isComplete = window.end() <= emitter.watermark();
        long count = aggregation.count(cell);
        return new LiveWindow(
                keys.key(key),
                window,
                isComplete,
                Timestamps.add(window.end(), lateness),
                count,
                aggregation.results(cell, window),
                isComplete ? latePanes.panes(window.end(), key) : 0,
                isComplete ? 0 : count,
                NEVER,
                NEVER);
    }

    @Override
    public SpilledPage spilled(byte[] after, int limit) {
        return spilled.page(slices, after, limit);
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
    private @Nullable Slice liveSlice(int key, Batch<E> batch, int row) {
        long timestamp = batch.timestamps()[row];
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
            emitter.late(key, batch, row);
            return null;
        }
        add(slice);
        return slice;
    }

    private void add(Slice slice) {
        slices.add(slice);
        long end = windows.nextEnd(slice.start, emitter.watermark());
        if (end != AlignedWindows.NO_END) {
            nextEnd = Math.min(nextEnd, end);
        }
        scheduleNextEvent();
    }

    private int cell(Slice slice, int key) {
        int cell = slice.cells.get(key);
        return cell == Aggregation.NO_CELL ? missingCell(slice, key) : cell;
    }

    private int missingCell(Slice slice, int key) {
        if (slice.isSpilled && spilled.find(slice, key)) {
            return slice.cells.get(key);
        }
        int cell = aggregation.create();
        slice.put(key, cell);
        keys.retain(key);
        tally.created++;
        return cell;
    }

    /** Some windows of the slice are complete: those that live emit a late pane (rule L2), the dead ones are counted (rule L3). */
    private void accumulateBehindWatermark(Slice slice, int key, E element) {
        aggregation.add(cell(slice, key), element);
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

    private void fireLate(Window window, int key, E element) {
        for (Slice part : slices.within(window.start(), window.end())) {
            if (part.isSpilled && part.cells.get(key) == Aggregation.NO_CELL) {
                spilled.find(part, key);
            }
        }
        merge.visit(key, window.start(), window.end(), (same, all) -> {
            long index = latePanes.nextIndex(window.end(), key, aggregation.count(all) > 1);
            int shown = discarding ? cellOf(element) : all;
            emitter.pane(key, window, PaneTiming.LATE, index, shown);
            if (discarding) {
                aggregation.release(shown);
            }
        });
    }

    private int cellOf(E element) {
        int cell = aggregation.create();
        aggregation.add(cell, element);
        return cell;
    }

    private void drop(Slice slice) {
        if (isSaved) {
            dropped.add(slice.start);
        }
        firing.release(slice);
    }

    private void scheduleNextEvent() {
        // What has expired while windows fire is dropped after them.
        long kept = firing.isUnderWay() ? Timestamps.subtract(firing.watermark(), lateness) : Long.MIN_VALUE;
        long lastEnd = slices.firstLastEndAfter(kept);
        long drop = lastEnd == NEVER ? NEVER : Timestamps.add(lastEnd, lateness);
        nextEvent = Math.min(nextEnd, drop);
    }
}
