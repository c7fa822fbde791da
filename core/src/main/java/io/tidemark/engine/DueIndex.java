// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds the windows whose watermark has come, although the ends of sessions move with every element.
 *
 * <p>Windows lie in coarse buckets by the due time that they had when they were put in; a session that has grown since stays where it is. When the watermark
 * reaches a bucket, its windows move to a heap, or to a later bucket if they have grown beyond this one. So an element costs nothing here, and a session about one
 * move for each bucket width that it lasts.
 */
final class DueIndex {
    private final long width;
    private final long lateness;
    private final TreeMap<Long, List<WindowState>> buckets = new TreeMap<>();
    private final PriorityQueue<WindowState> soon =
            new PriorityQueue<>(Comparator.comparingLong(state -> state.indexedDue));

    /** Windows due before this are in {@link #soon}. */
    private long soonEnd = Long.MIN_VALUE;

    /**
     * An empty index.
     *
     * @param width ms of a bucket: a fraction of a session's gap, or 1 where many windows end together
     */
    DueIndex(long width, long lateness) {
        this.width = width;
        this.lateness = lateness;
    }

    /** Adds a window that is not in the index, or one that is due earlier than when it was added. */
    void add(WindowState state) {
        long due = state.due(lateness);
        if (due < soonEnd || soonEnd == Long.MAX_VALUE) {
            state.indexedDue = due;
            soon.add(state);
        } else {
            buckets.computeIfAbsent(Math.floorDiv(due, width), bucket -> new ArrayList<>())
                    .add(state);
        }
    }

    /** No window is due at a watermark below this. */
    long next() {
        if (!soon.isEmpty()) {
            return soon.element().indexedDue;
        }
        return buckets.isEmpty() ? Operator.NEVER : startOf(buckets.firstKey());
    }

    /** Takes out the windows that are due at {@code watermark}. */
    void drainDue(long watermark, Consumer<WindowState> due) {
        while (next() <= watermark && !(soon.isEmpty() && buckets.isEmpty())) {
            if (soon.isEmpty()) {
                openFirstBucket();
            } else {
                WindowState state = soon.remove();
                if (!state.gone && state.due(lateness) > watermark) {
                    add(state);
                } else if (!state.gone) {
                    due.accept(state);
                }
            }
        }
    }

    /** Forgets windows that are gone. */
    void removeGone() {
        soon.removeIf(state -> state.gone);
        buckets.values().removeIf(bucket -> {
            bucket.removeIf(state -> state.gone);
            return bucket.isEmpty();
        });
    }

    private void openFirstBucket() {
        Map.Entry<Long, List<WindowState>> first = buckets.pollFirstEntry();
        long bucket = first.getKey();
        long end = startOf(bucket) + width;
        soonEnd = end < startOf(bucket) ? Long.MAX_VALUE : end;
        for (WindowState state : first.getValue()) {
            if (!state.gone) {
                add(state);
            }
        }
    }

    private long startOf(long bucket) {
        return bucket * width;
    }
}
