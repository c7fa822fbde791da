// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Arrays;
import java.util.List;

/**
 * The state on the heap of all workers: measures it, and keeps it within its budget. The feeding thread uses it; whatever changes anything, while the workers are quiet.
 *
 * @param <E> the element
 */
final class HotTier<E> {
    private final HotBudget budget;
    private final List<Worker<E>> workers;

    /** Processing time of the last saves, by number of save modulo its length. */
    private final long[] savedAt = new long[Eviction.AGES];

    /** How much was left, where that was too much; 0 where it was not. */
    private long kept;

    /** When it was measured last, there were so many bytes. */
    private long measured;

    private long evictions;

    /** Whether what the last save found may leave after it. */
    private boolean mayLeave;

    HotTier(HotBudget budget, List<Worker<E>> workers) {
        this.budget = budget;
        this.workers = workers;
        Arrays.fill(savedAt, Long.MAX_VALUE);
    }

    /** How many entries have left so far. */
    long evictions() {
        return evictions;
    }

    /** How many bytes there are, by what was measured last. */
    long bytes() {
        long bytes = 0;
        for (Worker<E> worker : workers) {
            bytes += worker.bytes();
        }
        return bytes;
    }

    /** Whether so much has come since it was measured that it is to be measured again. */
    boolean isToBeMeasured() {
        return bytes() > 2 * measured;
    }

    /** Measures what there is. */
    void measure() {
        workers.forEach(Worker::measure);
        measured = Math.max(bytes(), 1);
    }

    /** Whether it is time for a checkpoint, so that something can leave. */
    boolean isFull(long bytes) {
        return bytes
                >= (kept == 0 ? budget.max() * budget.high() : kept + budget.max() * (budget.high() - budget.low()));
    }

    /** Decides whether anything may leave after the save that begins now. When there is room by now, and not any more when it is taken over, it leaves after the next one. */
    boolean decideWhetherToLeave() {
        mayLeave = budget.ttlMillis() < Long.MAX_VALUE || bytes() > budget.max() * budget.low();
        return mayLeave;
    }

    /** Whether there is no room at all. With a warm tier it is not so, unless nothing can leave because checkpoints or the warm tier fail. */
    boolean isOver(long bytes) {
        return bytes >= (kept == 0 ? budget.max() : kept + budget.max() * (1 - budget.low()));
    }

    /** Whether what could not leave is more than what was to stay. */
    boolean isTooSmall() {
        return kept > 0;
    }

    /**
     * Everything that the last of {@code saves} saves found is in the warm tier: lets go of what is too much, or has not changed for long.
     *
     * @param now processing time
     */
    void evict(int saves, long now) {
        measure();
        int age = saves - 1;
        savedAt[age % Eviction.AGES] = now;
        if (!mayLeave) {
            kept = 0;
            return;
        }
        long bytes = bytes();
        long wanted = bytes >= budget.max() * budget.high() ? bytes - (long) (budget.max() * budget.low()) : 0;
        int expired = expired(age, now);
        if (wanted > 0 || expired < Eviction.AGES) {
            Eviction eviction = new Eviction(age, wanted, expired);
            workers.forEach(worker -> worker.evict(eviction));
            eviction.decide();
            workers.forEach(worker -> worker.evict(eviction));
            evictions += eviction.entries();
        }
        long left = bytes();
        kept = left >= budget.max() * budget.high() ? left : 0;
    }

    /** What has not changed for so many saves has not changed for the time to live. */
    private int expired(int age, long now) {
        for (int old = 1; old < Eviction.AGES && old <= age; old++) {
            // What is as old as that was seen unchanged by the save after it.
            if (now - savedAt[(age - old) % Eviction.AGES] >= budget.ttlMillis()) {
                return old;
            }
        }
        return Eviction.AGES;
    }
}
