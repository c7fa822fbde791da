// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

/** Finds the keys of ranks, going on from the rank before: ascending ranks take one pass over the counters. */
final class RankCursor {
    private final CounterPages pages;
    private final long count;
    private int slot;
    private long before;

    /** Over the counters of {@code count} values. */
    RankCursor(CounterPages pages, long count) {
        this.pages = pages;
        this.count = count;
    }

    /** Whether these are the counters, and no value came since. */
    boolean isOf(CounterPages pages, long count) {
        return this.pages == pages && this.count == count;
    }

    /** The key of the {@code rank}-th smallest that was counted; the rank is at least 1 and at most the number counted. */
    int keyOf(long rank) {
        if (rank <= before) {
            slot = 0;
            before = 0;
        }
        long sum = pages.sumOfWord(slot);
        while (before + sum < rank) {
            before += sum;
            slot += pages.slotsPerWord();
            sum = pages.sumOfWord(slot);
        }
        return keyWithinWord(rank - before);
    }

    private int keyWithinWord(long rank) {
        int lane = slot;
        long left = rank;
        for (long count = pages.countAt(lane); count < left; count = pages.countAt(lane)) {
            left -= count;
            lane++;
        }
        return pages.keyAt(lane);
    }
}
