// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.pane.PaneTiming;
import io.tidemark.window.Window;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Emits windows that are complete, by end, and of each all keys: so many panes at a time, that elements which came meanwhile need not wait for all of them.
 *
 * <p>Law: the panes are those that all at once would be. They carry the watermark that completed them, wherever it is by then; and whoever is about to change a slice of theirs, or to look at it, has the rest of them emitted
 * before.
 */
final class SliceFiring<E, K> {
    /** So many cells are read ahead of their panes, and at most so many places are visited before panes are counted. */
    private static final int ROW = 64;

    private final Slices slices;
    private final WindowMerge merge;
    private final SpilledKeys<E> spilled;
    private final Aggregation<E> aggregation;
    private final KeyDictionary<K> keys;
    private final Emitter<E, K> emitter;
    private final Queue<Window> complete = new ArrayDeque<>();
    private long watermark;

    /** Of the first of the windows, whether some places were visited: those before the next one. */
    private boolean isBegun;

    private int next;
    private int emitted;
    private final int[] keysOfRow = new int[ROW];
    private final int[] cellsOfRow = new int[ROW];

    /** What was read ahead goes somewhere, or it would not be read. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    SliceFiring(
            Slices slices,
            WindowMerge merge,
            SpilledKeys<E> spilled,
            Aggregation<E> aggregation,
            KeyDictionary<K> keys,
            Emitter<E, K> emitter) {
        this.aggregation = aggregation;
        this.keys = keys;
        this.slices = slices;
        this.merge = merge;
        this.spilled = spilled;
        this.emitter = emitter;
    }

    /** Whether there is anything to emit. */
    boolean isUnderWay() {
        return !complete.isEmpty();
    }

    /** The watermark that completed the windows. */
    long watermark() {
        return watermark;
    }

    /** The watermark has completed {@code window}, and those that were added before and not emitted yet. */
    void add(Window window, long watermark) {
        complete.add(window);
        this.watermark = watermark;
    }

    /** Emits about {@code panes} panes, or all that there are. */
    void emit(int panes) {
        long reached = emitter.watermark();
        emitter.setWatermark(watermark);
        emitted = 0;
        for (Window window = complete.peek(); window != null && emitted < panes; window = complete.peek()) {
            if (emit(window, panes)) {
                complete.remove();
            }
        }
        emitter.setWatermark(reached);
    }

    /** Emits panes of {@code window} until there are {@code panes}; says whether those were its last ones. */
    private boolean emit(Window window, int panes) {
        List<Slice> parts = slices.within(window.start(), window.end());
        if (!isBegun) {
            if (parts.stream().anyMatch(part -> part.isSpilled)) {
                CellTable.Visitor emit = (key, cell) -> emit(window, key, cell);
                spilled.forEach(parts, key -> merge.visit(key, window.start(), window.end(), emit));
                return true;
            }
            merge.begin(window.start(), window.end());
            isBegun = true;
            next = 0;
        }
        Slice only = merge.only();
        boolean isMore = only == null ? emitMerged(window, panes) : emitSlice(window, only, panes);
        if (!isMore) {
            merge.done();
            isBegun = false;
        }
        return !isMore;
    }

    /** Visits the next places until there are {@code panes}; says whether there are more. */
    private boolean emitMerged(Window window, int panes) {
        CellTable.Visitor emit = (key, cell) -> emit(window, key, cell);
        int end = merge.places();
        while (next < end && emitted < panes) {
            int from = next;
            next = from + Math.min(ROW, panes - emitted);
            merge.forEach(from, next, emit);
        }
        return next < end;
    }

    /**
     * Emits the next keys of a window that is one slice until there are {@code panes}; says whether there are more. Cells that nobody needs any more are given back at once, while they are in the processor's caches.
     */
    private boolean emitSlice(Window window, Slice slice, int panes) {
        boolean isLast = emitter.isExpired(slice.lastEnd);
        int end = slice.arrived();
        while (next < end && emitted < panes) {
            int count = Math.min(Math.min(ROW, panes - emitted), end - next);
            fetch(slice, count);
            for (int i = 0; i < count; i++) {
                emit(window, keysOfRow[i], cellsOfRow[i]);
                if (isLast) {
                    slice.remove(keysOfRow[i]);
                    release(keysOfRow[i], cellsOfRow[i]);
                }
            }
        }
        return next < end;
    }

    /** Finds the cells of the next keys. All that is read here is on its way from memory at the same time, while panes wait for one thing after the other. */
    private void fetch(Slice slice, int count) {
        for (int i = 0; i < count; i++) {
            int key = slice.arrived(next + i);
            keysOfRow[i] = key;
            cellsOfRow[i] = slice.cells.get(key);
        }
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += aggregation.touch(cellsOfRow[i]) + keys.touch(keysOfRow[i]);
        }
        touched = sum;
        next += count;
    }

    /** Nobody needs {@code slice} any more. */
    void release(Slice slice) {
        slice.cells.forEach(this::release);
    }

    private void release(int key, int cell) {
        keys.release(key);
        aggregation.release(cell);
    }

    private void emit(Window window, int key, int cell) {
        emitted++;
        emitter.pane(key, window, PaneTiming.ON_TIME, 0, cell);
    }
}
