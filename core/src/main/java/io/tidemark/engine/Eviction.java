// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

/**
 * Decides what leaves the heap: what has not changed for longest, measured in saves.
 *
 * <p>It is shown everything that could go twice: first it counts, then it {@link #takes} until enough has gone. As whatever uses state changes it, this is
 * "least recently used", and costs an element nothing.
 */
final class Eviction {
    /** So many ages are told apart. */
    static final int AGES = 64;

    /** What is older than this is as old as this. */
    private static final int OLDEST = AGES - 1;

    private final int age;
    private final long wanted;
    private final int expired;
    private final long[] bytesByAge = new long[OLDEST + 1];
    private boolean counting = true;

    /** All of what is older than this goes. */
    private int limit = OLDEST;

    /** And so much of what is exactly as old. */
    private long quota;

    private long entries;

    /**
     * After {@code age} saves.
     *
     * @param wanted so many bytes are to go, if there are so many
     * @param expired what has not changed for so many saves goes in any case
     */
    Eviction(int age, long wanted, int expired) {
        this.age = age;
        this.wanted = wanted;
        this.expired = expired;
    }

    /** Ends the counting. */
    void decide() {
        counting = false;
        long older = 0;
        while (limit > 0 && older + bytesByAge[limit] < wanted) {
            older += bytesByAge[limit];
            limit--;
        }
        quota = wanted - older;
    }

    /**
     * Whether an entry is to leave the heap. While it counts, none is.
     *
     * @param savedAt how many saves came before the one that found it changed last
     */
    boolean takes(int savedAt, long bytes) {
        int old = Math.min(OLDEST, age - savedAt);
        if (counting) {
            bytesByAge[old] += bytes;
            return false;
        }
        boolean isTaken = old > limit || old >= expired || (old == limit && quota > 0);
        if (isTaken && old == limit) {
            quota -= bytes;
        }
        entries += isTaken ? 1 : 0;
        return isTaken;
    }

    /** How many entries it took. */
    long entries() {
        return entries;
    }
}
