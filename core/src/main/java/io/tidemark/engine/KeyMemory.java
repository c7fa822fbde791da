// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.time.Timestamps;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one view on one worker knows of each key from its windows so far: an entry in one store for each key, until some time of events after the key's last window.
 *
 * <p>Whoever uses it takes what is older than that for nothing, so it does not matter when it is deleted. That is done now and then, when the watermark says that no window can come any more for which it counts.
 *
 * @param <S> what is known of one key
 */
final class KeyMemory<S extends KeyMemory.Entry> {
    /** What is to be forgotten is looked for so often while the watermark goes on as far as it is kept. */
    private static final int SWEEPS = 4;

    /** The places of a key in arrays. */
    private static final int BYTES_IN_TABLES = 64;

    /** So many entries of the warm tier are read at once. */
    private static final int AT_ONCE = 1000;

    private final String store;
    private final int domain;
    private final long keptFor;
    private final Supplier<S> maker;
    private final KeyDictionary<?> keys;
    private final WarmEntries warm;
    private final ChangedKeys changed;
    private final IdleKeys unseen;
    private final KeyTable<S> known = new KeyTable<>();
    private int size;
    private long bytesEach;
    private long nextSweep = Long.MIN_VALUE;

    /** No key that was restored has a later window. */
    private long latestEnd = Long.MIN_VALUE;

    /** Whether there may be something in the warm tier that is not here. */
    private boolean isSpilled;

    /** Whether there is something saved that an earlier definition of the view needed, and this one does not. */
    private boolean hasRemains;

    /** What is known of one key. */
    interface Entry {
        /** The end of the key's last window. */
        long lastEnd();

        void write(StateOutput out);

        /** Reads what {@link #write} wrote into one that knows nothing. */
        void read(StateInput in) throws IOException;

        /** How many bytes of heap it takes. */
        long bytes();
    }

    /**
     * Nothing is known of any key.
     *
     * @param domain of the warm tier's index
     * @param keptFor ms after the last window; negative when the view has no use for it
     */
    KeyMemory(
            String store,
            int domain,
            long keptFor,
            Supplier<S> maker,
            KeyDictionary<?> keys,
            boolean isSaved,
            WarmEntries warm) {
        this.store = store;
        this.domain = domain;
        this.keptFor = keptFor;
        this.maker = maker;
        this.keys = keys;
        this.warm = warm;
        changed = new ChangedKeys(keys, isSaved);
        unseen = new IdleKeys(warm, keys, domain);
        measure();
    }

    /** The store that has it. */
    String store() {
        return store;
    }

    /** Whether the view has no use for it. */
    boolean isUnused() {
        return keptFor < 0;
    }

    /** What is known of {@code key}, or null. */
    @Nullable
    S find(int key) {
        S own = known.get(key);
        // Of a key that has changed and is not here all was forgotten; the warm tier learns that with the next save.
        if (own != null || !warm.isUsed() || changed.isMarked(key)) {
            return own;
        }
        StateInput value = warm.find(store, key);
        try {
            return value == null ? null : load(key, value);
        } catch (IOException e) {
            throw WarmEntries.unreadable(e);
        }
    }

    /** Nothing is known of {@code key} so far: a new entry. */
    S create(int key) {
        S own = maker.get();
        keep(key, own);
        return own;
    }

    /** No key that is known from another life has a window that ends later; the lowest time if there is none. */
    long latestEnd() {
        return latestEnd;
    }

    /** What is known of {@code key} changes. */
    void changes(int key) {
        changed.mark(key);
    }

    /** Visits all keys, in no particular order. What is not on the heap is not brought back. */
    void forEach(KeyTable.Visitor<S> visitor) {
        known.forEach(visitor);
        if (!isSpilled) {
            return;
        }
        byte[] after = new byte[0];
        List<WarmEntry> entries;
        do {
            entries = warm.all(store, after, AT_ONCE);
            for (WarmEntry entry : entries) {
                visitSpilled(entry, visitor);
                after = entry.place();
            }
        } while (entries.size() == AT_ONCE);
    }

    private void visitSpilled(WarmEntry entry, KeyTable.Visitor<S> visitor) {
        int before = keys.size();
        int key = warm.idOf(entry);
        if (known.get(key) == null) {
            try {
                S own = maker.get();
                own.read(entry.value());
                visitor.visit(key, own);
            } catch (IOException e) {
                throw WarmEntries.unreadable(e);
            }
        }
        if (keys.size() > before) {
            keys.forget(key);
        }
    }

    private S load(int key, StateInput value) throws IOException {
        S own = maker.get();
        own.read(value);
        unseen.know(key, IdleKeys.rounded(own.lastEnd()));
        keep(key, own);
        changed.saved(key, 0);
        return own;
    }

    private void keep(int key, S own) {
        known.put(key, own);
        keys.retain(key);
        size++;
    }

    /** The watermark is {@code watermark}, and everything that it completes has been fired. */
    void sweepAt(long watermark) {
        if (size > 0 && watermark >= nextSweep) {
            sweep(watermark);
            nextSweep = Timestamps.add(watermark, Math.max(1, keptFor / SWEEPS));
        }
    }

    /** What comes next ends after {@code watermark}. */
    private void sweep(long watermark) {
        long last = Timestamps.subtract(watermark, keptFor);
        known.forEach((key, own) -> {
            if (watermark == Long.MAX_VALUE || own.lastEnd() <= last) {
                changed.mark(key);
                known.put(key, null);
                keys.release(key);
                size--;
            }
        });
    }

    /** Writes what has changed since this was called last; the watermark is as in {@link #sweepAt}. */
    void save(ViewEntries entries, long watermark) {
        if (hasRemains) {
            entries.deleteAll(store, domain);
            hasRemains = false;
        }
        if (isUnused()) {
            return;
        }
        sweep(watermark);
        changed.drain(entries.age(), key -> save(key, entries));
        if (warm.isUsed()) {
            unseen.expireUpTo(
                    watermark == Long.MAX_VALUE ? watermark : Timestamps.subtract(watermark, keptFor),
                    store,
                    entries,
                    this::letGo);
        }
    }

    /** Writes up to {@code limit} entries of that ahead; returns how many are left. */
    int saveAhead(ViewEntries entries, int limit) {
        changed.drainSome(entries.age(), limit, key -> {
            if (known.get(key) == null) {
                // What is not here and not marked is looked for in the warm tier, where it must not be found any more.
                return false;
            }
            save(key, entries);
            return true;
        });
        return changed.count();
    }

    private void save(int key, ViewEntries entries) {
        S own = known.get(key);
        if (own == null) {
            entries.delete(store, key);
            unseen.save(key, ViewEntries.NOTHING_DUE, entries);
        } else {
            entries.put(store, key, own::write);
            unseen.save(key, IdleKeys.rounded(own.lastEnd()), entries);
        }
    }

    /** Takes over an entry that {@link #save} wrote. */
    void restore(int key, StateInput value) throws IOException {
        if (isUnused()) {
            hasRemains = true;
        } else {
            latestEnd = Math.max(latestEnd, load(key, value).lastEnd());
        }
    }

    /** All that was saved is in the warm tier, and nothing of it here. The watermark is {@code watermark}. */
    void resume(long watermark) {
        latestEnd = watermark;
        isSpilled = !isUnused();
        hasRemains = isUnused() && !warm.all(store, new byte[0], 1).isEmpty();
    }

    /** Writes what the warm tier needs to know of an entry that {@link #save} wrote in another life. */
    void index(int key, StateInput value, ViewEntries entries) throws IOException {
        if (isUnused()) {
            unseen.index(key, ViewEntries.NOTHING_DUE, entries);
        } else {
            S own = maker.get();
            own.read(value);
            unseen.index(key, IdleKeys.rounded(own.lastEnd()), entries);
        }
    }

    /** All that was saved is in the warm tier: lets go of what {@code eviction} takes. */
    void evict(Eviction eviction) {
        known.forEach((key, own) -> {
            if (!changed.isMarked(key) && eviction.takes(changed.savedAt(key), bytesEach)) {
                letGo(key);
                isSpilled = true;
            }
        });
    }

    /** Takes a key off the heap, if it is there. */
    private void letGo(int key) {
        if (known.get(key) != null) {
            known.put(key, null);
            keys.release(key);
            size--;
        }
        unseen.forget(key);
    }

    /** How many bytes of heap it takes, by what was measured last. */
    long bytes() {
        return size * bytesEach;
    }

    /** Measures again what {@link #bytes} goes by. */
    void measure() {
        long[] one = {-1};
        known.forEach((key, own) -> one[0] = one[0] < 0 ? own.bytes() : one[0]);
        bytesEach = BYTES_IN_TABLES + (one[0] < 0 ? maker.get().bytes() : one[0]);
    }
}
