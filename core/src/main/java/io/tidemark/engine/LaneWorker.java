// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.key.KeyGroups;
import io.tidemark.key.KeySelector;
import io.tidemark.view.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lane on one worker: finds the ids of the keys and hands the rows to the operators of the lane's views.
 *
 * @param <E> the element
 * @param <K> the key
 */
final class LaneWorker<E, K> {
    /** More windows of one key are not shown with those of other keys. */
    private static final int WINDOWS_OF_A_KEY = 1000;

    private final LaneRouter<E, K> router;
    private final int lane;
    private final int self;
    private final KeySelector<? super E, K> selector;
    private final KeyDictionary<K> keys;
    private final Operator<E>[] operators;
    private final int[] columns;
    private final WarmEntries[] warm;
    private final List<List<KeyMemory<?>>> memories = new ArrayList<>();
    private long bytesOfKey;
    private final List<ViewTally> tallies = new ArrayList<>();
    private final KeyedRows rows = new KeyedRows();

    /** What was read ahead goes somewhere, or it would not be read. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    /** The share of the {@code self}-th worker in a lane. */
    @SuppressWarnings("unchecked") // An array of a generic type cannot be made otherwise; it stays private.
    LaneWorker(Topology<E> topology, LaneRouter<E, K> router, Outputs outputs, Pace pace, int self) {
        this.router = router;
        Lane<E, K> lane = router.lane();
        this.lane = lane.index();
        this.self = self;
        selector = lane.key().forThread();
        keys = new KeyDictionary<>(selector);
        int views = lane.views().size();
        operators = (Operator<E>[]) new Operator<?>[views];
        columns = topology.columns(lane);
        warm = new WarmEntries[views];
        for (int i = 0; i < views; i++) {
            View<E, K> view = lane.views().get(i);
            ViewTally tally = new ViewTally();
            tallies.add(tally);
            warm[i] = new WarmEntries(topology.warm(), keys, self, router.parallelism());
            ViewDetectors detectors = new ViewDetectors(view, keys, outputs, tally, topology.isSaved(), warm[i]);
            ViewGaps gaps = new ViewGaps(view, keys, topology.isSaved(), warm[i]);
            memories.add(List.of(detectors.memory(), gaps.memory()));
            operators[i] =
                    Planner.operator(view, keys, outputs, tally, topology.isSaved(), warm[i], detectors, gaps, pace);
        }
    }

    /** The operator of the lane's {@code i}-th view. */
    Operator<E> operator(int i) {
        return operators[i];
    }

    /** What the lane's {@code i}-th view counted. */
    ViewTally tally(int i) {
        return tallies.get(i);
    }

    /** Writes what has changed in the lane's {@code i}-th view, which is number {@code number}. */
    void save(int i, int number, Saving saving) {
        warm[i].number(number);
        ViewEntries entries = new ViewEntries(number, keys, saving);
        operators[i].save(entries);
        memories.get(i).forEach(memory -> memory.save(entries, operators[i].watermark()));
    }

    /** Writes a part of that ahead; returns how many entries are left. */
    int saveAhead(int i, int number, Saving saving, int limit) {
        warm[i].number(number);
        ViewEntries entries = new ViewEntries(number, keys, saving);
        int left = operators[i].saveAhead(entries, limit);
        for (KeyMemory<?> memory : memories.get(i)) {
            left += memory.saveAhead(entries, limit);
        }
        return left;
    }

    /** All that was saved of the lane's {@code i}-th view, which is number {@code number}, is in the warm tier. */
    void resume(int i, int number) {
        warm[i].number(number);
        operators[i].resume();
        memories.get(i).forEach(memory -> memory.resume(operators[i].watermark()));
    }

    /** Writes what the warm tier needs to know of an entry of the lane's {@code i}-th view, of any worker. */
    void index(int i, int number, String store, int group, byte[] bytes, StateInput value, Saving saving)
            throws IOException {
        int key = keys.idOf(bytes, group);
        ViewEntries entries = new ViewEntries(number, keys, saving);
        KeyMemory<?> memory = memory(i, store);
        if (memory == null) {
            operators[i].index(store, key, value, entries);
        } else {
            memory.index(key, value, entries);
        }
        keys.forget(key);
    }

    /** Lets go of what {@code eviction} takes. */
    void evict(Eviction eviction) {
        for (Operator<E> operator : operators) {
            operator.evict(eviction);
        }
        memories.forEach(own -> own.forEach(memory -> memory.evict(eviction)));
        keys.forgetAllUnheld();
    }

    /** How many bytes of heap the state takes. */
    long bytes() {
        long bytes = keys.size() * bytesOfKey;
        for (Operator<E> operator : operators) {
            bytes += operator.bytes();
        }
        for (List<KeyMemory<?>> own : memories) {
            for (KeyMemory<?> memory : own) {
                bytes += memory.bytes();
            }
        }
        return bytes;
    }

    /** Measures again what {@link #bytes} goes by. */
    void measure() {
        bytesOfKey = keys.bytesEach();
        for (Operator<E> operator : operators) {
            operator.measure();
        }
        memories.forEach(own -> own.forEach(KeyMemory::measure));
    }

    /** Takes over an entry of the lane's {@code i}-th view. */
    void restore(int i, String store, long time, K key, int hash, StateInput value) throws IOException {
        int id = keys.idOf(key, hash);
        KeyMemory<?> memory = memory(i, store);
        if (memory == null) {
            operators[i].restore(store, time, id, value);
        } else {
            memory.restore(id, value);
        }
    }

    /** Whether a key is one of this worker's. */
    boolean owns(Object key) {
        return KeyGroups.worker(KeyGroups.spread(key.hashCode()), router.parallelism()) == self;
    }

    /** The live windows of a key, of the type of the lane's keys, in its {@code i}-th view. */
    @SuppressWarnings("unchecked") // The caller says so.
    List<LiveWindow> windows(int i, Object key, long from, long to, int limit) {
        int known = keys.size();
        int id = keys.idOf((K) key, KeyGroups.spread(key.hashCode()));
        List<LiveWindow> windows = operators[i].windows(id, from, to, limit);
        forgetIfNew(id, known);
        return windows;
    }

    /** Adds to {@code found} the live windows of the next keys, up to {@code most} keys, in the lane's {@code i}-th view; returns where to go on. */
    LiveCursor page(int i, LiveCursor at, long from, long to, int most, List<LiveWindow> found) {
        byte[] after = at.after();
        return after == null
                ? pageOfHeap(i, at.nextKey(), from, to, most, found)
                : pageOfWarm(i, after, from, to, most, found);
    }

    private LiveCursor pageOfHeap(int i, int first, long from, long to, int most, List<LiveWindow> found) {
        int end = (int) Math.min((long) first + most, keys.end());
        for (int id = first; id < end; id++) {
            if (keys.isHeld(id)) {
                found.addAll(operators[i].windows(id, from, to, WINDOWS_OF_A_KEY));
            }
        }
        return end < keys.end() ? LiveCursor.heap(self, end) : LiveCursor.warm(self, new byte[0]);
    }

    private LiveCursor pageOfWarm(int i, byte[] after, long from, long to, int most, List<LiveWindow> found) {
        SpilledPage page = warm[i].isUsed() ? operators[i].spilled(after, most) : SpilledPage.NONE;
        for (WarmEntry entry : page.entries()) {
            int known = keys.size();
            int id = warm[i].idOf(entry);
            if (!keys.isHeld(id)) {
                found.addAll(operators[i].windows(id, from, to, WINDOWS_OF_A_KEY));
            }
            forgetIfNew(id, known);
        }
        byte[] next = page.next();
        return next == null ? LiveCursor.heap(self + 1, 0) : LiveCursor.warm(self, next);
    }

    private void forgetIfNew(int id, int known) {
        if (keys.size() > known) {
            keys.forget(id);
        }
    }

    /** What has {@code store}; null for a store of the operator. */
    private @Nullable KeyMemory<?> memory(int i, String store) {
        for (KeyMemory<?> memory : memories.get(i)) {
            if (memory.store().equals(store)) {
                return memory;
            }
        }
        return null;
    }

    /** How many keys have state. */
    int keys() {
        return keys.held();
    }

    /** How many cells of accumulators are in use. */
    int cells() {
        int cells = 0;
        for (Operator<E> operator : operators) {
            cells += operator.cells();
        }
        return cells;
    }

    /** Does its share of the rows {@code [from, to)}, and takes the watermarks up to that of row {@code to}. */
    void run(Batch<E> batch, int from, int to) {
        if (router.isAlone()) {
            takeAll(batch, from, to);
        } else {
            rows.select(batch.owners(lane), self, from, to);
            findKeys(batch);
        }
        for (int i = 0; i < operators.length; i++) {
            operators[i].run(batch, rows, batch.watermarks(columns[i]));
            sweep(memories.get(i), operators[i].watermark());
        }
        keys.forgetUnheld();
    }

    /** Goes on emitting what was put off; returns whether there is more. */
    boolean emitMore(int panes) {
        boolean isMore = false;
        for (Operator<E> operator : operators) {
            isMore |= operator.emitMore(panes);
        }
        keys.forgetUnheld();
        return isMore;
    }

    private static void sweep(List<KeyMemory<?>> memories, long watermark) {
        for (int i = 0; i < memories.size(); i++) {
            memories.get(i).sweepAt(watermark);
        }
    }

    /** The only worker hashes the keys itself, and takes all rows: first those that need no more than that. */
    private void takeAll(Batch<E> batch, int from, int to) {
        int hashed = router.hashKeys(batch, from, to);
        int[] hashes = batch.hashes(lane);
        rows.fill(from, hashed);
        touched = keys.touch(hashes, from, hashed);
        for (int row = from; row < hashed; row++) {
            row = findKnown(batch, selector, keys, hashes, rows, row, hashed);
            if (row < hashed) {
                rows.keys()[row - from] = keys.idOf(keyAgain(batch, row), hashes[row]);
            }
        }
        if (hashed < to) {
            takeOneByOne(batch, from, hashed, to);
        }
    }

    /**
     * Finds the keys of the rows {@code [row, to)} of {@code rows}, which are neighbours, while they are where the dictionary looks first; returns which is the first that is not. A loop that calls nothing
     * keeps what it needs in registers.
     */
    private static <E, K> int findKnown(
            Batch<E> batch,
            KeySelector<? super E, K> selector,
            KeyDictionary<K> keys,
            int[] hashes,
            KeyedRows rows,
            int from,
            int to) {
        int[] ids = rows.keys();
        int first = rows.from();
        for (int row = from; row < to; row++) {
            int id = keys.idAtHome(selector.key(batch.element(row)), hashes[row]);
            if (id == KeyDictionary.NONE) {
                return row;
            }
            ids[row - first] = id;
        }
        return to;
    }

    /** Adds the rows {@code [from, to)} to those that there are from {@code begin} on. */
    private void takeOneByOne(Batch<E> batch, int begin, int from, int to) {
        int[] places = rows.rows();
        int[] ids = rows.keys();
        int count = rows.count();
        for (int row = from; row < to; row++) {
            K key = router.keyOf(batch, row);
            if (key != null) {
                places[count] = row;
                ids[count] = keys.idOf(key, KeyGroups.spread(key.hashCode()));
                count++;
            }
        }
        rows.filled(count, begin, to);
    }

    private void findKeys(Batch<E> batch) {
        int[] hashes = batch.hashes(lane);
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            rows.keys()[i] = keys.idOf(keyAgain(batch, row), hashes[row]);
        }
    }

    private K keyAgain(Batch<E> batch, int row) {
        return Objects.requireNonNull(
                selector.key(batch.element(row)), "a key selector must give an element the same key again");
    }
}
