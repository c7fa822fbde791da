// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings cells of slices back from the warm tier: one when an element needs it, all of a window's when it fires.
 *
 * @param <E> the element
 */
final class SpilledKeys<E> {
    /** So many entries are on the heap at once beyond its budget, while a window fires. */
    private static final int AT_ONCE = 4096;

    private final WarmEntries warm;
    private final KeyDictionary<?> keys;
    private final Aggregation<E> aggregation;

    SpilledKeys(WarmEntries warm, KeyDictionary<?> keys, Aggregation<E> aggregation) {
        this.warm = warm;
        this.keys = keys;
        this.aggregation = aggregation;
    }

    /** Brings the cell of a key back, if there is one; says whether. */
    boolean find(Slice slice, int key) {
        StateInput value = warm.find(ViewEntries.SLICES, slice.start, key);
        if (value == null) {
            return false;
        }
        loadAgain(slice, key, value);
        return true;
    }

    /** Takes over a cell as it was saved. */
    void load(Slice slice, int key, StateInput value) throws IOException {
        int cell = aggregation.read(value);
        aggregation.takeChange(cell, 0);
        slice.put(key, cell);
        keys.retain(key);
    }

    /**
     * Calls {@code visitor} for each key of the worker that has a cell in any of {@code parts}, once all its cells in them are here. Those that it brought are gone again after the call.
     */
    void forEach(List<Slice> parts, IntConsumer visitor) {
        BitSet visited = new BitSet();
        int limit = Math.max(16, AT_ONCE / parts.size());
        byte @Nullable [] after = new byte[0];
        while (after != null) {
            NavigableMap<byte[], List<Cell>> round = new TreeMap<>(Arrays::compareUnsigned);
            after = collect(parts, after, limit, round);
            round.forEach((end, cells) -> visit(cells, visited, visitor));
        }
        visitOthers(parts, visited, visitor);
    }

    /** The next entries of any of {@code slices}, each key with the first slice that has it. */
    SpilledPage page(Slices slices, byte[] after, int limit) {
        List<Slice> parts = new ArrayList<>();
        slices.forEach(slice -> {
            if (slice.isSpilled) {
                parts.add(slice);
            }
        });
        long reached = after.length == 0 ? Long.MIN_VALUE : timeOf(after);
        for (int i = 0; i < parts.size(); i++) {
            Slice part = parts.get(i);
            if (part.start >= reached) {
                byte[] place = part.start == reached && after.length > 0
                        ? Arrays.copyOfRange(after, Long.BYTES, after.length)
                        : new byte[0];
                return page(parts, i, place, limit);
            }
        }
        return SpilledPage.NONE;
    }

    private SpilledPage page(List<Slice> parts, int i, byte[] place, int limit) {
        Slice part = parts.get(i);
        List<WarmEntry> all = warm.at(ViewEntries.SLICES, part.start, place, limit);
        List<WarmEntry> entries = new ArrayList<>();
        for (WarmEntry entry : all) {
            if (!isIn(parts.subList(0, i), entry)) {
                entries.add(entry);
            }
        }
        if (all.size() == limit) {
            return new SpilledPage(
                    entries, placeOf(part.start, all.get(limit - 1).place()));
        }
        return new SpilledPage(entries, i + 1 == parts.size() ? null : placeOf(parts.get(i + 1).start, new byte[0]));
    }

    /** Whether the key of an entry has one in a slice before, too. */
    private boolean isIn(List<Slice> before, WarmEntry entry) {
        int known = keys.size();
        int key = warm.idOf(entry);
        boolean isIn = false;
        for (int i = 0; i < before.size() && !isIn; i++) {
            isIn = warm.find(ViewEntries.SLICES, before.get(i).start, key) != null;
        }
        if (keys.size() > known) {
            keys.forget(key);
        }
        return isIn;
    }

    private static byte[] placeOf(long time, byte[] place) {
        StateOutput out = new StateOutput();
        out.writeOrderedLong(time);
        out.writeRaw(place);
        return out.toByteArray();
    }

    private static long timeOf(byte[] place) {
        try {
            return new StateInput(place).readOrderedLong();
        } catch (CorruptStateException e) {
            throw new IllegalArgumentException("no place in the warm tier", e);
        }
    }

    /** A cell in the warm tier. */
    private record Cell(Slice slice, WarmEntry entry) {}

    /** Collects the cells of the next keys, all of each; returns the last one of the keys, or null when there are no more. */
    private byte @Nullable [] collect(
            List<Slice> parts, byte[] after, int limit, NavigableMap<byte[], List<Cell>> round) {
        byte[] last = null;
        for (Slice part : parts) {
            if (!part.isSpilled) {
                continue;
            }
            List<WarmEntry> entries = warm.at(ViewEntries.SLICES, part.start, after, limit);
            for (WarmEntry entry : entries) {
                round.computeIfAbsent(entry.place(), key -> new ArrayList<>()).add(new Cell(part, entry));
            }
            if (entries.size() == limit) {
                byte[] reached = entries.get(limit - 1).place();
                last = last == null || Arrays.compareUnsigned(reached, last) < 0 ? reached : last;
            }
        }
        if (last != null) {
            // Of later keys some slices have not been asked yet.
            round.tailMap(last, false).clear();
        }
        return last;
    }

    private void visit(List<Cell> cells, BitSet visited, IntConsumer visitor) {
        List<Slice> brought = new ArrayList<>();
        int known = keys.size();
        int key = warm.idOf(cells.get(0).entry);
        boolean isNew = keys.size() > known;
        for (Cell cell : cells) {
            if (cell.slice.cells.get(key) == Aggregation.NO_CELL) {
                loadAgain(cell.slice, key, cell.entry.value());
                brought.add(cell.slice);
            }
        }
        visitor.accept(key);
        for (Slice slice : brought) {
            aggregation.release(slice.cells.get(key));
            slice.remove(key);
            keys.release(key);
        }
        if (isNew) {
            keys.forget(key);
        } else {
            visited.set(key);
        }
    }

    /** Keys that have no cell in the warm tier. */
    private static void visitOthers(List<Slice> parts, BitSet visited, IntConsumer visitor) {
        for (Slice part : parts) {
            part.cells.forEach((key, cell) -> {
                if (!visited.get(key)) {
                    visited.set(key);
                    visitor.accept(key);
                }
            });
        }
    }

    private void loadAgain(Slice slice, int key, StateInput value) {
        try {
            load(slice, key, value);
        } catch (IOException e) {
            throw WarmEntries.unreadable(e);
        }
    }
}
