// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.time.Timestamps;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Finds the keys of one view and worker whose state no watermark ever ends, and which has not changed for the time to live of the warm tier. That knows of each when it was saved last, to some minutes: so a key that changes all
 * the time costs no more than any other.
 */
final class IdleKeys {
    /** The domain of the index for states that no watermark ends, by processing time. */
    static final int UNCHANGED = 2;

    /** That of what detectors know, by event time. */
    static final int UNSEEN = 3;

    /** That of what gaps are filled from, by event time. */
    static final int UNFILLED = 4;

    /** Of the times in the index, in ms. What is forgotten has not changed for the time to live, and up to this more. */
    private static final long GRAIN = 600_000;

    /** So many are forgotten at one save; the others at the next ones. */
    private static final int AT_ONCE = 10_000;

    private final WarmEntries warm;
    private final KeyDictionary<?> keys;
    private final DueTimes saved;

    /** The keys of {@code warm} that the index has in {@code domain}. */
    IdleKeys(WarmEntries warm, KeyDictionary<?> keys, int domain) {
        this.warm = warm;
        this.keys = keys;
        saved = new DueTimes(domain);
    }

    /** What the index is to say of a key that is saved now. */
    static long time(ViewEntries entries) {
        return rounded(entries.now());
    }

    /** {@code time} as the index has it. */
    static long rounded(long time) {
        return Math.floorDiv(time, GRAIN) * GRAIN;
    }

    /** Has the index name {@code key} at {@code time}; {@link ViewEntries#NOTHING_DUE} when it has nothing, or something that ends by itself. */
    void save(int key, long time, ViewEntries entries) {
        if (entries.isIndexed()) {
            saved.save(key, time, entries);
        }
    }

    /** Has the index name a key that is not here, nor known to it: at {@code time}, or now if that is not known. */
    void index(int key, long time, ViewEntries entries) {
        entries.due(
                saved.number(), ViewEntries.NOTHING_DUE, time == ViewEntries.NOTHING_DUE ? time(entries) : time, key);
    }

    /** The time at the end of what was saved of a key; {@link ViewEntries#NOTHING_DUE} in what an earlier version saved. */
    static long read(StateInput value) throws CorruptStateException {
        return value.remaining() == 0 ? ViewEntries.NOTHING_DUE : value.readSignedVarLong();
    }

    /** The index names {@code key}, which was brought back, at {@code time}. */
    void know(int key, long time) {
        saved.know(key, time);
    }

    /** Nothing of {@code key} is here any more; returns when the index names it. */
    long forget(int key) {
        return saved.forget(key);
    }

    /** Deletes what is in {@code store} of those that have lived long enough; before that, {@code letGo} takes what is here of them off the heap. All that has changed was saved. */
    void expire(String store, ViewEntries entries, IntConsumer letGo) {
        if (!warm.isUsed() || warm.ttl() == Operator.NEVER) {
            return;
        }
        expireUpTo(entries.now() - warm.ttl(), store, entries, key -> {
            letGo.accept(key);
            warm.countExpired();
        });
    }

    /** As {@link #expire}, of those that were saved for a time before {@code end}; some minutes before it, they may be left for later. Only with a warm tier. */
    void expireUpTo(long end, String store, ViewEntries entries, IntConsumer letGo) {
        long last = Timestamps.subtract(end, GRAIN);
        List<WarmEntry> idle = warm.due(saved.number(), Long.MIN_VALUE, last, new byte[0], AT_ONCE);
        for (WarmEntry entry : idle) {
            if (warm.isOwn(entry.group())) {
                expire(entry, store, entries, letGo);
            }
        }
    }

    private void expire(WarmEntry entry, String store, ViewEntries entries, IntConsumer letGo) {
        int known = keys.size();
        int key = warm.idOf(entry);
        long time = saved.of(key);
        // What is here and was saved since is in the index at another time, as far as the backend is not behind.
        if (time == ViewEntries.NOTHING_DUE || time == entry.time()) {
            saved.know(key, entry.time());
            save(key, ViewEntries.NOTHING_DUE, entries);
            entries.delete(store, key);
            letGo.accept(key);
        }
        if (keys.size() > known) {
            keys.forget(key);
        }
    }
}
