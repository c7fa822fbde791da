// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Arrays;

/** What the warm tier's index says of the keys that are here, in one domain: at which time it will name them. */
final class DueTimes {
    private final int number;
    private long[] times = new long[0];

    /** Of the domain {@code number}. */
    DueTimes(int number) {
        this.number = number;
    }

    /** The domain. */
    int number() {
        return number;
    }

    /** When the index names {@code key}; {@link ViewEntries#NOTHING_DUE} for never, and for a key that is not here. */
    long of(int key) {
        return key < times.length ? times[key] : ViewEntries.NOTHING_DUE;
    }

    /** The index names {@code key}, which is here, at {@code time}. */
    void know(int key, long time) {
        if (key >= times.length) {
            int length = times.length;
            times = Arrays.copyOf(times, Math.max(key + 1, Math.max(64, length * 2)));
            Arrays.fill(times, length, times.length, ViewEntries.NOTHING_DUE);
        }
        times[key] = time;
    }

    /** Nothing of {@code key} is here any more; returns when the index names it. */
    long forget(int key) {
        long time = of(key);
        know(key, ViewEntries.NOTHING_DUE);
        return time;
    }

    /** From now on the index names {@code key} at {@code time}. */
    void save(int key, long time, ViewEntries entries) {
        entries.due(number, of(key), time, key);
        know(key, time);
    }
}
