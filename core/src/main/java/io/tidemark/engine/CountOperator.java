// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.pane.PaneTiming;
import io.tidemark.window.CountWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Count windows: the slices of a grid of ordinals, for each key by itself (rule N5). A key's ordinals are counted for ever.
 *
 * @param <E> the element
 */
final class CountOperator<E> implements Operator<E> {
    /** The ordinals, their queue with room for 16 parts, and the key's places in arrays. */
    private static final int BYTES_OF_A_KEY = 24 + 24 + 16 + 17 * 4 + 16;

    /** A record of two times and a cell. */
    private static final int BYTES_OF_A_PART = 32;

    private final CountWindows windows;
    private final SlidingWindows grid;
    private final Aggregation<E> aggregation;
    private final KeyDictionary<?> keys;
    private final Emitter<E, ?> emitter;
    private final ViewTally tally;
    private final ChangedKeys changed;
    private final WarmEntries warm;
    private final IdleKeys idle;
    private long bytesEach;
    private final KeyTable<Ordinals> ordinals = new KeyTable<>();

    /** Where a key stands, and the slices that a window to come needs. */
    private static final class Ordinals {
        final ArrayDeque<Part> parts = new ArrayDeque<>();
        long next;
    }

    /** What the elements {@code [start, end)} of a key hold. */
    private record Part(long start, long end, int cell) {}

    CountOperator(
            CountWindows windows,
            Aggregation<E> aggregation,
            KeyDictionary<?> keys,
            Emitter<E, ?> emitter,
            ViewTally tally,
            ChangedKeys changed,
            WarmEntries warm) {
        this.windows = windows;
        this.aggregation = aggregation;
        this.keys = keys;
        this.emitter = emitter;
        this.tally = tally;
        this.changed = changed;
        this.warm = warm;
        idle = new IdleKeys(warm, keys, IdleKeys.UNCHANGED);
        // The windows end at multiples of the slide and start size earlier.
        grid = new SlidingWindows(windows.size(), windows.slide(), -windows.size());
    }

    @Override
    public void element(int key, Batch<E> batch, int row) {
        Ordinals own = ordinals.get(key);
        if (own == null) {
            own = missing(key);
        }
        changed.mark(key);
        long ordinal = own.next++;
        if (grid.nextEnd(grid.sliceStart(ordinal), Long.MIN_VALUE) == SlidingWindows.NO_END) {
            tally.unassigned++;
        } else {
            tally.aggregated++;
            aggregation.add(part(own, ordinal).cell(), batch.element(row));
        }
        if (own.next % windows.slide() == 0) {
            fire(key, own);
        }
    }

    @Override
    public void advanceWatermark(long watermark) {
        emitter.setWatermark(watermark);
    }

    @Override
    public long watermark() {
        return emitter.watermark();
    }

    @Override
    public long nextWatermarkEvent() {
        return NEVER;
    }

    @Override
    public void save(ViewEntries entries) {
        changed.drain(entries.age(), key -> save(key, entries));
        idle.expire(ViewEntries.ORDINALS, entries, this::letGo);
    }

    @Override
    public int saveAhead(ViewEntries entries, int limit) {
        changed.drainSome(entries.age(), limit, key -> {
            save(key, entries);
            return true;
        });
        return changed.count();
    }

    private void save(int key, ViewEntries entries) {
        Ordinals own = ordinals.get(key);
        if (own != null) {
            long now = IdleKeys.time(entries);
            entries.put(ViewEntries.ORDINALS, key, out -> {
                write(own, out);
                out.writeSignedVarLong(now);
            });
            idle.save(key, now, entries);
        }
    }

    @Override
    public void restore(String store, long time, int key, StateInput value) throws IOException {
        load(key, value);
    }

    private Ordinals missing(int key) {
        StateInput value = warm.isUsed() ? warm.find(ViewEntries.ORDINALS, key) : null;
        if (value != null) {
            try {
                return load(key, value);
            } catch (IOException e) {
                throw WarmEntries.unreadable(e);
            }
        }
        Ordinals own = new Ordinals();
        ordinals.put(key, own);
        keys.retain(key);
        return own;
    }

    private Ordinals read(StateInput value) throws IOException {
        Ordinals own = new Ordinals();
        own.next = value.readVarLong();
        int parts = value.readCount(3);
        for (int i = 0; i < parts; i++) {
            own.parts.addLast(new Part(value.readSignedVarLong(), value.readSignedVarLong(), aggregation.read(value)));
        }
        return own;
    }

    private Ordinals load(int key, StateInput value) throws IOException {
        Ordinals own = read(value);
        idle.know(key, IdleKeys.read(value));
        ordinals.put(key, own);
        keys.retain(key);
        changed.saved(key, 0);
        return own;
    }

    @Override
    public void index(String store, int key, StateInput value, ViewEntries entries) throws IOException {
        load(key, value);
        long time = idle.forget(key);
        letGo(key);
        idle.index(key, time, entries);
    }

    @Override
    public void resume() {
        measure();
    }

    @Override
    public void evict(Eviction eviction) {
        ordinals.forEach((key, own) -> {
            if (!changed.isMarked(key)
                    && eviction.takes(changed.savedAt(key), BYTES_OF_A_KEY + own.parts.size() * bytesEach)) {
                letGo(key);
            }
        });
    }

    /** Takes a key off the heap, if it is there. */
    private void letGo(int key) {
        Ordinals own = ordinals.get(key);
        if (own != null) {
            own.parts.forEach(part -> aggregation.release(part.cell()));
            ordinals.put(key, null);
            keys.release(key);
        }
        idle.forget(key);
    }

    @Override
    public long bytes() {
        // Most keys have as many parts as a window has slides.
        return aggregation.inUse() * (bytesEach + BYTES_OF_A_KEY);
    }

    @Override
    public void measure() {
        bytesEach = aggregation.bytesEach() + BYTES_OF_A_PART;
    }

    private void write(Ordinals own, StateOutput out) {
        out.writeVarLong(own.next);
        out.writeVarLong(own.parts.size());
        for (Part part : own.parts) {
            out.writeSignedVarLong(part.start());
            out.writeSignedVarLong(part.end());
            aggregation.write(part.cell(), out);
        }
    }

    @Override
    public int cells() {
        return aggregation.inUse();
    }

    @Override
    public List<LiveWindow> windows(int key, long from, long to, int limit) {
        Ordinals own = ordinals.get(key);
        if (own != null) {
            return windows(key, own, from, to);
        }
        // What a key that has changed has in the warm tier is not what it has.
        StateInput value = warm.isUsed() && !changed.isMarked(key) ? warm.find(ViewEntries.ORDINALS, key) : null;
        if (value == null) {
            return List.of();
        }
        try {
            Ordinals there = read(value);
            List<LiveWindow> windows = windows(key, there, from, to);
            there.parts.forEach(part -> aggregation.release(part.cell()));
            return windows;
        } catch (IOException e) {
            throw WarmEntries.unreadable(e);
        }
    }

    /** The window that fires next, if it has elements. */
    private List<LiveWindow> windows(int key, Ordinals own, long from, long to) {
        long end = (Math.floorDiv(own.next, windows.slide()) + 1) * windows.slide();
        Window window = Window.count(Math.max(0, end - windows.size()), end);
        if (own.parts.isEmpty() || window.start() >= to || window.end() <= from) {
            return List.of();
        }
        int merged = merged(own);
        LiveWindow live = new LiveWindow(
                keys.key(key),
                window,
                false,
                NEVER,
                aggregation.count(merged),
                aggregation.results(merged, window),
                0,
                aggregation.count(merged),
                NEVER,
                NEVER);
        aggregation.release(merged);
        return List.of(live);
    }

    @Override
    public SpilledPage spilled(byte[] after, int limit) {
        return warm.page(ViewEntries.ORDINALS, after, limit);
    }

    @Override
    public void advanceProcessingTime(long now) {
        // Time plays no part.
    }

    @Override
    public long nextTimer() {
        return NEVER;
    }

    private Part part(Ordinals own, long ordinal) {
        Part last = own.parts.peekLast();
        if (last == null || ordinal >= last.end()) {
            last = new Part(grid.sliceStart(ordinal), grid.sliceEnd(ordinal), aggregation.create());
            own.parts.addLast(last);
            tally.created++;
        }
        return last;
    }

    /** A new cell of all parts. */
    private int merged(Ordinals own) {
        int merged = aggregation.create();
        for (Part part : own.parts) {
            aggregation.merge(merged, part.cell());
        }
        return merged;
    }

    private void fire(int key, Ordinals own) {
        Window window = Window.count(Math.max(0, own.next - windows.size()), own.next);
        int merged = merged(own);
        emitter.pane(key, window, PaneTiming.ON_TIME, 0, merged);
        aggregation.release(merged);
        long neededFrom = own.next + windows.slide() - windows.size();
        while (!own.parts.isEmpty() && own.parts.getFirst().end() <= neededFrom) {
            aggregation.release(own.parts.removeFirst().cell());
        }
    }
}
