// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.key.KeyGroups;
import io.tidemark.key.KeySelector;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the keys that have state: a small id for each, so that tables are arrays and a key is hashed once for all views of a lane.
 *
 * <p>It is an open-addressing table of {@code hash << 32 | id + 1} with linear probing; removal closes the gap (Knuth, TAOCP 6.4, algorithm R), so there are no
 * tombstones. An id is counted by what holds state for it ({@link #retain}, {@link #release}) and used again once nothing does.
 *
 * @param <K> the key
 */
final class KeyDictionary<K> {
    /** No key's id. */
    static final int NONE = -1;

    /** What a key takes in the arrays: two slots of the table, a reference, a hash, a number of holders, a place among the unheld, and their growth. */
    private static final int BYTES_IN_TABLES = 48;

    /** So many keys are measured. */
    private static final int SAMPLE = 32;

    /** So many keys without state are never too many. */
    private static final int UNHELD_KEPT = 1024;

    /** Up to so many slots a table is nearly empty, so that nearly all keys are in their home slot: a branch that is foretold wrongly costs more than the empty slots, which cost no
     * cache. */
    private static final int SMALL_TABLE = 1 << 14;

    /** So many keys are read ahead, before they are removed. */
    private static final int AT_ONCE = 64;

    private final KeySelector<?, K> selector;
    private final StateCodec<K> codec;
    private long[] table = new long[256];
    private int size;
    private @Nullable Object[] keys = new @Nullable Object[32];
    private int[] hashes = new int[32];
    private int[] holders = new int[32];

    /** Keys without state, and some that have it again. */
    private int[] unheld = new int[32];

    /** Whether an id is in {@link #unheld}. */
    private boolean[] isUnheld = new boolean[32];

    private int unheldCount;
    private int held;
    private int[] free = new int[32];
    private int freeCount;
    private int highest;

    /** What was read ahead goes somewhere, or it would not be read. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    KeyDictionary(KeySelector<?, K> selector) {
        this.selector = selector;
        codec = selector.codec();
    }

    /** The id of {@code key}, or {@link #NONE}. */
    int find(K key, int hash) {
        return probe(key, hash, hash & (table.length - 1));
    }

    private int probe(K key, int hash, int home) {
        int mask = table.length - 1;
        int slot = home;
        while (true) {
            long entry = table[slot];
            if (entry == 0) {
                return NONE;
            }
            if ((int) (entry >>> 32) == hash) {
                int id = (int) entry - 1;
                Object known = keys[id];
                if (known == key || key.equals(known)) {
                    return id;
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    @SuppressWarnings("unchecked") // Only keys of type K are put in.
    K key(int id) {
        K key = (K) keys[id];
        if (key == null) {
            throw new AssertionError("key id " + id + " is not in use; " + size + " are");
        }
        return key;
    }

    /** The id of {@code key}, which it gets if it has none; it keeps it at least until {@link #forgetUnheld}. */
    int idOf(K key, int hash) {
        int id = idAtHome(key, hash);
        return id == NONE ? probeOrAdd(key, hash) : id;
    }

    /**
     * The id of {@code key} if it is in its home slot, as nearly all keys are, and the same object; else {@link #NONE}. Without a loop, this is short enough to be put into the caller.
     */
    int idAtHome(@Nullable K key, int hash) {
        long[] entries = table;
        long entry = entries[hash & (entries.length - 1)];
        int id = (int) entry - 1;
        return id >= 0 && (int) (entry >>> 32) == hash && keys[id] == key ? id : NONE;
    }

    private int probeOrAdd(K key, int hash) {
        int id = find(key, hash);
        return id == NONE ? add(key, hash) : id;
    }

    /**
     * The id of the key that was written as {@code bytes} in group {@code group}; {@link #forget} it, unless something holds it.
     *
     * @throws IOException when they are not those of a key, or it belongs to another group now
     */
    int idOf(byte[] bytes, int group) throws IOException {
        K key = codec.read(new StateInput(bytes), 1);
        return idOf(key, EntryKey.hash(key, group));
    }

    /** Frees the id of a key that was not known before it was looked up by the caller, unless something holds it now. */
    void forget(int id) {
        if (holders[id] == 0 && keys[id] != null) {
            if (isUnheld[id] && unheld[unheldCount - 1] == id) {
                unheldCount--;
                isUnheld[id] = false;
            }
            remove(id);
        }
    }

    /** Has the processor fetch from memory what it takes to find keys with the hashes {@code hashes[from..to)}; the value says nothing. */
    long touch(int[] hashes, int from, int to) {
        if (table.length <= SMALL_TABLE) {
            return 0;
        }
        long sum = 0;
        for (int i = from; i < to; i++) {
            int id = Math.max(0, (int) table[hashes[i] & (table.length - 1)] - 1);
            sum += keys[id] == null ? 0 : 1;
        }
        return sum;
    }

    /** As {@link #touch(int[], int, int)}, what a pane of a key needs, and letting go of it. */
    long touch(int id) {
        return (long) key(id).hashCode() + holders[id];
    }

    /** How many bytes of heap a key takes, as a sample of them shows. */
    long bytesEach() {
        long bytes = 0;
        int sampled = 0;
        int step = Math.max(1, highest / SAMPLE);
        for (int id = 0; id < highest; id += step) {
            Object key = keys[id];
            if (key != null) {
                bytes += Footprint.of(key) + bytes(id).length;
                sampled++;
            }
        }
        return BYTES_IN_TABLES + (sampled == 0 ? 0 : bytes / sampled);
    }

    /** The bytes of a key in a checkpoint. */
    byte[] bytes(int id) {
        StateOutput out = new StateOutput();
        codec.write(key(id), out);
        return out.toByteArray();
    }

    /** The group of a key. */
    int group(int id) {
        return KeyGroups.group(hashes[id]);
    }

    /** How many keys have state. */
    int held() {
        return held;
    }

    /** Whether the key with this id has state. */
    boolean isHeld(int id) {
        return holders[id] > 0;
    }

    /** All ids are smaller. */
    int end() {
        return highest;
    }

    /** How many keys have an id. */
    int size() {
        return size;
    }

    /** One more table or window holds state for {@code id}. */
    void retain(int id) {
        if (holders[id]++ == 0) {
            held++;
        }
    }

    /** One less does. */
    void release(int id) {
        if (--holders[id] == 0) {
            held--;
            noteUnheld(id);
        }
    }

    /** Frees the ids of keys without state, once they are many: most come again soon, for the next window. Ids that were looked up before must not be used after. */
    void forgetUnheld() {
        if (unheldCount > UNHELD_KEPT && unheldCount > held) {
            forgetAllUnheld();
        }
    }

    /** Frees the ids of all keys without state. */
    void forgetAllUnheld() {
        for (int from = 0; from < unheldCount; from += AT_ONCE) {
            int to = Math.min(unheldCount, from + AT_ONCE);
            touchUnheld(from, to);
            for (int i = from; i < to; i++) {
                int id = unheld[i];
                isUnheld[id] = false;
                if (holders[id] == 0 && keys[id] != null) {
                    remove(id);
                }
            }
        }
        unheldCount = 0;
    }

    private void touchUnheld(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            int id = unheld[i];
            sum += holders[id] + table[hashes[id] & (table.length - 1)] + (keys[id] == null ? 0 : 1);
        }
        touched = sum;
    }

    private void noteUnheld(int id) {
        if (!isUnheld[id]) {
            isUnheld[id] = true;
            if (unheldCount == unheld.length) {
                unheld = Arrays.copyOf(unheld, unheld.length * 2);
            }
            unheld[unheldCount++] = id;
        }
    }

    private int add(K key, int hash) {
        if (size * (table.length <= SMALL_TABLE ? 64 : 2) >= table.length) {
            rehash();
        }
        int id = freeCount > 0 ? free[--freeCount] : highest++;
        if (id == keys.length) {
            int length = keys.length * 2;
            keys = Arrays.copyOf(keys, length);
            hashes = Arrays.copyOf(hashes, length);
            holders = Arrays.copyOf(holders, length);
            isUnheld = Arrays.copyOf(isUnheld, length);
        }
        keys[id] = selector.retain(key);
        hashes[id] = hash;
        insert(id);
        size++;
        noteUnheld(id);
        return id;
    }

    private void insert(int id) {
        int mask = table.length - 1;
        int slot = hashes[id] & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = (long) hashes[id] << 32 | (id + 1);
    }

    private void rehash() {
        long[] old = table;
        table = new long[old.length * 2];
        for (long entry : old) {
            if (entry != 0) {
                insert((int) entry - 1);
            }
        }
    }

    private void remove(int id) {
        int mask = table.length - 1;
        int gap = hashes[id] & mask;
        while ((int) table[gap] != id + 1) {
            gap = (gap + 1) & mask;
        }
        for (int slot = (gap + 1) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            int home = (int) (table[slot] >>> 32) & mask;
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                table[gap] = table[slot];
                gap = slot;
            }
        }
        table[gap] = 0;
        keys[id] = null;
        size--;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, free.length * 2);
        }
        free[freeCount++] = id;
    }
}
