// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCapabilities;
import io.tidemark.state.StateCursor;
import io.tidemark.state.StateStore;
import io.tidemark.state.StoreNames;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A backend that is as simple as one can be: each batch copies everything. It keeps its state on a disk, and can be told to make one mistake. */
public final class ToyStateBackend implements StateBackend {
    private static final int MAX_KEY_LENGTH = 500;

    /** What it can be told to do wrong. */
    enum Mistake {
        NONE,
        SIGNED_KEYS,
        UPPER_BOUND_INCLUDED,
        LOWER_BOUND_EXCLUDED,
        HALF_A_BATCH_SHOWS,
        STORES_CHANGE_ONE_BY_ONE,
        ID_COMES_LATE,
        SCANS_ARE_LIVE,
        CURSOR_FORGIVES,
        CURSOR_BELONGS_TO_A_THREAD,
        DELETES_ARE_LOST,
        DELETES_COME_FIRST,
        RANGES_ARE_NOT_DELETED,
        ID_FORGOTTEN,
        ID_OF_EMPTY_BATCH_FORGOTTEN,
        IDS_MAY_FALL,
        NO_LOADING_IN_PARTS,
        CLEAR_KEEPS_THE_ID,
        CLEAR_KEEPS_A_STORE,
        CLEAR_SHOWS_HALF,
        KEYS_ARE_CUT,
        HALF_A_REFUSED_BATCH_STAYS,
        EMPTY_VALUE_IS_NONE,
        STORES_SHARE_KEYS,
        NAMES_UNCHECKED,
        KEEPS_CALLERS_ARRAYS,
        HANDS_OUT_ITS_ARRAYS,
        CLOSE_IGNORED,
        CLOSE_CUTS_A_BATCH,
        CLAIMS_TO_BE_PERSISTENT,
        CLAIMS_NOT_TO_BE_PERSISTENT,
        ID_LOST_ON_REOPENING
    }

    /** What outlives a backend. */
    public static final class Disk {
        private volatile Version version = new Version(Map.of(), NO_CHECKPOINT);

        /** Another one with what is on this one now. */
        Disk copy() {
            Disk copy = new Disk();
            copy.become(this);
            return copy;
        }

        /** Takes over what is on {@code other}. */
        void become(Disk other) {
            version = other.version;
        }
    }

    private final Disk disk;
    private final Mistake mistake;
    private final AtomicLong reads = new AtomicLong();
    /** For how long it waits for readers altogether. */
    private long patience = 20_000_000;

    private volatile boolean closed;
    private volatile boolean halfway;

    ToyStateBackend(Disk disk, Mistake mistake) {
        this.disk = disk;
        this.mistake = mistake;
        if (mistake == Mistake.CLAIMS_TO_BE_PERSISTENT) {
            disk.version = new Version(Map.of(), NO_CHECKPOINT);
        } else if (mistake == Mistake.ID_LOST_ON_REOPENING) {
            disk.version = new Version(disk.version.stores, NO_CHECKPOINT);
        }
    }

    /** An empty one that makes no mistake. */
    public static ToyStateBackend empty() {
        return on(new Disk());
    }

    /** One that makes no mistake, with what is on {@code disk}. */
    public static ToyStateBackend on(Disk disk) {
        return new ToyStateBackend(disk, Mistake.NONE);
    }

    @Override
    public StateCapabilities capabilities() {
        return new StateCapabilities(mistake != Mistake.CLAIMS_NOT_TO_BE_PERSISTENT, MAX_KEY_LENGTH);
    }

    @Override
    public StateStore store(String name) {
        requireOpen();
        return new Store(mistake == Mistake.NAMES_UNCHECKED ? name : StoreNames.check(name));
    }

    @Override
    public synchronized void apply(StateBatch batch, long checkpointId) throws IOException {
        requireOpen();
        checkId(checkpointId);
        Version before = disk.version;
        Version next = new Version(copy(before.stores), checkpointId);
        Applying applying = new Applying(next);
        try {
            change(batch, applying);
        } catch (IllegalArgumentException e) {
            if (mistake == Mistake.HALF_A_REFUSED_BATCH_STAYS) {
                disk.version = new Version(next.stores, before.checkpointId);
            }
            throw e;
        }
        if (mistake == Mistake.ID_COMES_LATE) {
            show(new Version(next.stores, before.checkpointId));
        }
        boolean forgets = mistake == Mistake.ID_OF_EMPTY_BATCH_FORGOTTEN && batch.isEmpty();
        disk.version = forgets ? before : next;
    }

    private void change(StateBatch batch, Applying applying) throws IOException {
        if (mistake == Mistake.DELETES_COME_FIRST) {
            batch.forEach(new Only(applying, false));
        }
        boolean putsOnly = mistake == Mistake.DELETES_ARE_LOST || mistake == Mistake.DELETES_COME_FIRST;
        batch.forEach(putsOnly ? new Only(applying, true) : applying);
    }

    @Override
    public long lastCheckpointId() {
        requireOpen();
        return mistake == Mistake.ID_FORGOTTEN ? NO_CHECKPOINT : disk.version.checkpointId;
    }

    @Override
    public synchronized void clear() {
        requireOpen();
        Map<String, ConcurrentSkipListMap<byte[], byte[]>> left = copy(disk.version.stores);
        if (mistake == Mistake.CLEAR_SHOWS_HALF) {
            left.values().forEach(store -> store.keySet().remove(store.firstKey()));
            show(new Version(left, disk.version.checkpointId));
        }
        left.keySet().removeIf(name -> mistake != Mistake.CLEAR_KEEPS_A_STORE || !name.equals("b"));
        disk.version =
                new Version(left, mistake == Mistake.CLEAR_KEEPS_THE_ID ? disk.version.checkpointId : NO_CHECKPOINT);
    }

    @Override
    public void close() {
        if (mistake == Mistake.CLOSE_CUTS_A_BATCH) {
            await(() -> halfway);
            closed = true;
        } else {
            closeAfterTheBatch();
        }
    }

    private synchronized void closeAfterTheBatch() {
        closed = true;
    }

    /** Shows readers what they should not see, until they have read some more; if there are any. */
    private void show(Version version) {
        if (reads.get() > 0) {
            disk.version = version;
            long seen = reads.get() + 20;
            await(() -> reads.get() >= seen);
        }
    }

    private void await(BooleanSupplier condition) {
        while (patience > 0 && !condition.getAsBoolean()) {
            Thread.onSpinWait();
            patience--;
        }
    }

    private void requireOpen() {
        if (closed && mistake != Mistake.CLOSE_IGNORED) {
            throw new IllegalStateException("the toy is closed");
        }
    }

    private void checkId(long id) {
        long last = disk.version.checkpointId;
        boolean loading = id == NO_CHECKPOINT && last == NO_CHECKPOINT && mistake != Mistake.NO_LOADING_IN_PARTS;
        if (id <= last && !loading && mistake != Mistake.IDS_MAY_FALL) {
            throw new IllegalArgumentException("ids must rise, but " + id + " comes after " + last);
        }
    }

    private Comparator<byte[]> order() {
        return mistake == Mistake.SIGNED_KEYS ? Arrays::compare : Arrays::compareUnsigned;
    }

    private Map<String, ConcurrentSkipListMap<byte[], byte[]>> copy(
            Map<String, ConcurrentSkipListMap<byte[], byte[]>> stores) {
        Map<String, ConcurrentSkipListMap<byte[], byte[]>> copy = new TreeMap<>();
        boolean live = mistake == Mistake.SCANS_ARE_LIVE;
        stores.forEach((name, store) -> copy.put(name, live ? store : new ConcurrentSkipListMap<>(store)));
        return copy;
    }

    private byte[] checked(byte[] key) {
        if (mistake == Mistake.KEYS_ARE_CUT) {
            return Arrays.copyOf(key, Math.min(key.length, MAX_KEY_LENGTH));
        }
        capabilities().checkKey(key);
        return key;
    }

    /**
     * The state at one moment.
     *
     * @param stores by name
     * @param checkpointId of the last batch
     */
    private record Version(Map<String, ConcurrentSkipListMap<byte[], byte[]>> stores, long checkpointId) {}

    /** Makes a batch's changes in a version. */
    private final class Applying implements StateBatch.Visitor {
        private final Version version;
        private String lastStore = "";

        Applying(Version version) {
            this.version = version;
        }

        @Override
        public void put(String store, byte[] key, byte[] value) {
            boolean keeps = mistake == Mistake.KEEPS_CALLERS_ARRAYS;
            byte[] checked = checked(key);
            of(store).put(keeps ? checked : checked.clone(), keeps ? value : value.clone());
            showHalf(mistake == Mistake.HALF_A_BATCH_SHOWS);
            cut(checked);
        }

        @Override
        public void delete(String store, byte[] key) {
            of(store).remove(checked(key));
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            capabilities().checkRange(range);
            if (mistake != Mistake.RANGES_ARE_NOT_DELETED) {
                of(store).keySet().removeIf(range::contains);
            }
        }

        private Map<byte[], byte[]> of(String store) {
            boolean another = !lastStore.isEmpty() && !lastStore.equals(store);
            lastStore = store;
            showHalf(mistake == Mistake.STORES_CHANGE_ONE_BY_ONE && another);
            String name = mistake == Mistake.STORES_SHARE_KEYS ? "all" : store;
            return version.stores.computeIfAbsent(name, unused -> new ConcurrentSkipListMap<>(order()));
        }

        private void showHalf(boolean shows) {
            if (shows) {
                show(new Version(copy(version.stores), version.checkpointId));
            }
        }

        /** Leaves a batch as far as it is when the backend is closed meanwhile; waits for that in the middle of one that is not the first. */
        private void cut(byte[] key) {
            if (mistake == Mistake.CLOSE_CUTS_A_BATCH && version.checkpointId > 100 && key.length > 1) {
                halfway = true;
                await(() -> closed);
                if (closed) {
                    disk.version = version;
                    requireOpen();
                }
            }
        }
    }

    /**
     * Makes some changes of a batch and leaves out the others.
     *
     * @param applying what makes them
     * @param puts whether it makes the puts, else the deletes
     */
    private record Only(Applying applying, boolean puts) implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            if (puts) {
                applying.put(store, key, value);
            }
        }

        @Override
        public void delete(String store, byte[] key) {
            if (!puts) {
                applying.delete(store, key);
            }
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            if (!puts) {
                applying.deleteRange(store, range);
            }
        }
    }

    /** Reads one store. */
    private final class Store implements StateStore {
        private final String name;

        Store(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            requireOpen();
            reads.incrementAndGet();
            byte[] value = entries().get(checked(key));
            if (value == null || (value.length == 0 && mistake == Mistake.EMPTY_VALUE_IS_NONE)) {
                return null;
            }
            return handedOut(value);
        }

        @Override
        public StateCursor scan(KeyRange range) {
            requireOpen();
            capabilities().checkRange(range);
            reads.incrementAndGet();
            return new Cursor(entries(), range);
        }

        private Map<byte[], byte[]> entries() {
            String of = mistake == Mistake.STORES_SHARE_KEYS ? "all" : name;
            Map<byte[], byte[]> entries = disk.version.stores.get(of);
            return entries == null ? Map.of() : entries;
        }
    }

    /** Walks over the entries of a version, which nothing changes any more. */
    private final class Cursor implements StateCursor {
        private final Iterator<Map.Entry<byte[], byte[]>> entries;
        private Map.@Nullable Entry<byte[], byte[]> entry;
        private final Thread owner = Thread.currentThread();
        private boolean done;

        Cursor(Map<byte[], byte[]> store, KeyRange range) {
            entries = store.entrySet().stream()
                    .filter(candidate -> isIn(range, candidate.getKey()))
                    .iterator();
        }

        @Override
        public boolean next() {
            requireUsable();
            entry = entries.hasNext() ? entries.next() : null;
            return entry != null;
        }

        @Override
        public byte[] key() {
            return handedOut(entry().getKey());
        }

        @Override
        public byte[] value() {
            return handedOut(entry().getValue());
        }

        @Override
        public void close() {
            done = true;
        }

        private boolean isIn(KeyRange range, byte[] key) {
            if (mistake == Mistake.UPPER_BOUND_INCLUDED && Arrays.equals(key, range.to())) {
                return true;
            }
            boolean excluded = mistake == Mistake.LOWER_BOUND_EXCLUDED && Arrays.equals(key, range.from());
            return range.contains(key) && !excluded;
        }

        private Map.Entry<byte[], byte[]> entry() {
            requireUsable();
            Map.Entry<byte[], byte[]> current = entry;
            if (current != null) {
                return current;
            }
            if (mistake == Mistake.CURSOR_FORGIVES) {
                return Map.entry(new byte[0], new byte[0]);
            }
            throw new IllegalStateException("the cursor stands on no entry");
        }

        private void requireUsable() {
            requireOpen();
            if (done) {
                throw new IllegalStateException("the cursor is closed");
            }
            if (mistake == Mistake.CURSOR_BELONGS_TO_A_THREAD && !owner.equals(Thread.currentThread())) {
                throw new IllegalStateException("the cursor is another thread's");
            }
        }
    }

    private byte[] handedOut(byte[] array) {
        return mistake == Mistake.HANDS_OUT_ITS_ARRAYS ? array : array.clone();
    }

    /** All but none. */
    static List<Mistake> mistakes() {
        return List.of(Mistake.values()).subList(1, Mistake.values().length);
    }
}
