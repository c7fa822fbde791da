// SPDX-License-Identifier: Apache-2.0
package io.tidemark.key;

/**
 * Divides keys among workers: a key belongs to one of 128 groups by its hash, and a group to one worker.
 *
 * <p>Groups are what moves when the parallelism changes; 128 is also the highest parallelism.
 */
public final class KeyGroups {
    /** How many groups there are. */
    public static final int COUNT = 128;

    private KeyGroups() {}

    /** Spreads {@code hash}, so that keys whose hash codes differ in few bits still spread (the finaliser of MurmurHash3, by Austin Appleby). */
    public static int spread(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }

    /** The group, in {@code [0, 128)}, of a spread hash. */
    public static int group(int spreadHash) {
        return spreadHash >>> 25;
    }

    /** The worker, in {@code [0, parallelism)}, of a spread hash. */
    public static int worker(int spreadHash, int parallelism) {
        return group(spreadHash) * parallelism / COUNT;
    }

    /** The first group of a worker; its groups end before the first one of the next. */
    public static int firstGroup(int worker, int parallelism) {
        return (worker * COUNT + parallelism - 1) / parallelism;
    }
}
