// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the windows whose watermark has come, although the ends of sessions move with every element.
 *
 * <p>Windows lie in coarse buckets by the due time that they had when they were put in; a session that has grown since stays where it is. When the watermark
 * reaches a bucket, its windows are sorted, or go to a later bucket if they have grown beyond this one. So an element costs nothing here, and a session no more than a move for each time that
 * its end, as it was known last, has come. The due times are kept beside the windows: to order them none of the windows is read.
 */
final class DueIndex {
    /** Buckets that are found at once: as many as a session that goes on can be put ahead, when a bucket is at least a 128th of its gap. */
    private static final int AT_HAND = 128;

    /** Wider buckets than this many bits of ms are of no use. */
    private static final int MOST_BITS = 30;

    private final int bits;
    private final long lateness;
    private final TreeMap<Long, List<WindowState>> buckets = new TreeMap<>();

    /** Buckets that were added to, by their number modulo how many there are. */
    private final @Nullable Bucket[] atHand = new @Nullable Bucket[AT_HAND];

    /** The number of the first bucket, when there is one. */
    private long firstBucket;

    /** The windows of the bucket that was opened last. */
    private final DueRun opened = new DueRun();

    /** Those that came when their bucket had been opened. */
    private final DueHeap soon = new DueHeap();

    /** When each window of the bucket that is being opened is due. */
    private long[] dues = new long[64];

    /** Buckets up to this due time have been opened. */
    private long soonEnd = Long.MIN_VALUE;

    private record Bucket(long number, List<WindowState> windows) {}

    /**
     * An empty index.
     *
     * @param width ms of a bucket, of which the largest power of two is used that is not above it: a fraction of a session's gap, or 1 where many windows end together
     */
    DueIndex(long width, long lateness) {
        bits = Math.min(MOST_BITS, Long.SIZE - 1 - Long.numberOfLeadingZeros(width));
        this.lateness = lateness;
    }

    /** Adds a window that is not in the index, or one that is due earlier than when it was added. */
    void add(WindowState state) {
        add(state.due(lateness), state);
    }

    private void add(long due, WindowState state) {
        if (due < soonEnd || soonEnd == Long.MAX_VALUE) {
            soon.add(due, state);
        } else {
            bucket(due >> bits).add(state);
        }
    }

    private List<WindowState> bucket(long number) {
        int place = (int) number & (AT_HAND - 1);
        Bucket known = atHand[place];
        if (known != null && known.number == number) {
            return known.windows;
        }
        firstBucket = buckets.isEmpty() ? number : Math.min(firstBucket, number);
        Bucket found = new Bucket(number, buckets.computeIfAbsent(number, absent -> new ArrayList<>()));
        atHand[place] = found;
        return found.windows;
    }

    /** No window is due at a watermark below this. */
    long next() {
        long first = soon.isEmpty() ? Operator.NEVER : soon.firstDue();
        if (!opened.isEmpty()) {
            return Math.min(first, opened.firstDue());
        }
        return soon.isEmpty() && !buckets.isEmpty() ? startOf(firstBucket) : first;
    }

    private boolean isEmpty() {
        return opened.isEmpty() && soon.isEmpty() && buckets.isEmpty();
    }

    /** Takes out the windows that are due at {@code watermark}. */
    void drainDue(long watermark, Consumer<WindowState> due) {
        while (next() <= watermark && !isEmpty()) {
            if (opened.isEmpty() && soon.isEmpty()) {
                openFirstBucket();
                continue;
            }
            WindowState state = isOpenedFirst() ? opened.removeFirst() : soon.removeFirst();
            if (!state.gone && state.due(lateness) > watermark) {
                add(state);
            } else if (!state.gone) {
                due.accept(state);
            }
        }
    }

    private boolean isOpenedFirst() {
        return soon.isEmpty() || (!opened.isEmpty() && opened.firstDue() <= soon.firstDue());
    }

    /** Forgets windows that are gone. */
    void removeGone() {
        opened.removeGone();
        soon.removeGone();
        Arrays.fill(atHand, null);
        buckets.values().removeIf(bucket -> {
            bucket.removeIf(state -> state.gone);
            return bucket.isEmpty();
        });
        findFirstBucket();
    }

    private void openFirstBucket() {
        Map.Entry<Long, List<WindowState>> first = buckets.pollFirstEntry();
        long bucket = first.getKey();
        atHand[(int) bucket & (AT_HAND - 1)] = null;
        findFirstBucket();
        long end = startOf(bucket + 1);
        soonEnd = end < startOf(bucket) ? Long.MAX_VALUE : end;
        open(startOf(bucket), first.getValue());
    }

    private void open(long start, List<WindowState> windows) {
        readDues(windows);
        opened.begin(start);
        for (int i = 0; i < windows.size(); i++) {
            WindowState state = windows.get(i);
            if (!state.gone && dues[i] >> bits == start >> bits) {
                opened.add(dues[i], state);
            } else if (!state.gone) {
                add(dues[i], state);
            }
        }
        opened.sort();
    }

    /** Reads when each is due. They were last seen long ago and are in no cache: a loop that decides nothing has the processor fetch many of them at once. */
    private void readDues(List<WindowState> states) {
        if (dues.length < states.size()) {
            dues = new long[2 * states.size()];
        }
        for (int i = 0; i < states.size(); i++) {
            dues[i] = states.get(i).due(lateness);
        }
    }

    private void findFirstBucket() {
        firstBucket = buckets.isEmpty() ? 0 : buckets.firstKey();
    }

    private long startOf(long bucket) {
        return bucket << bits;
    }
}
