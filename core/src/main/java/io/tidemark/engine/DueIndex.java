// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the windows whose watermark has come, although the ends of sessions move with every element.
 *
 * <p>Windows lie in coarse buckets by the due time that they had when they were put in; a session that has grown since stays where it is. When the watermark
 * reaches a bucket, its windows move to a heap, or to a later bucket if they have grown beyond this one. So an element costs nothing here, and a session about one
 * move for each bucket width that it lasts. The heap has the due times beside the windows: to order them none of the windows is read.
 */
final class DueIndex {
    private final long width;
    private final long lateness;
    private final TreeMap<Long, List<WindowState>> buckets = new TreeMap<>();
    private final DueHeap soon = new DueHeap();

    /** The bucket that was added to last, for those that come together are due together. */
    private long lastBucket;

    private @Nullable List<WindowState> last;

    /** When each window of the bucket that is being opened is due. */
    private long[] dues = new long[64];

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
        add(state.due(lateness), state);
    }

    private void add(long due, WindowState state) {
        if (due < soonEnd || soonEnd == Long.MAX_VALUE) {
            soon.add(due, state);
        } else {
            bucket(Math.floorDiv(due, width)).add(state);
        }
    }

    private List<WindowState> bucket(long number) {
        List<WindowState> found = last;
        if (found == null || number != lastBucket) {
            found = buckets.computeIfAbsent(number, absent -> new ArrayList<>());
            lastBucket = number;
            last = found;
        }
        return found;
    }

    /** No window is due at a watermark below this. */
    long next() {
        if (!soon.isEmpty()) {
            return soon.firstDue();
        }
        return buckets.isEmpty() ? Operator.NEVER : startOf(buckets.firstKey());
    }

    /** Takes out the windows that are due at {@code watermark}. */
    void drainDue(long watermark, Consumer<WindowState> due) {
        while (next() <= watermark && !(soon.isEmpty() && buckets.isEmpty())) {
            if (soon.isEmpty()) {
                openFirstBucket();
            } else {
                WindowState state = soon.removeFirst();
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
        soon.removeGone();
        last = null;
        buckets.values().removeIf(bucket -> {
            bucket.removeIf(state -> state.gone);
            return bucket.isEmpty();
        });
    }

    private void openFirstBucket() {
        Map.Entry<Long, List<WindowState>> first = buckets.pollFirstEntry();
        long bucket = first.getKey();
        last = null;
        long end = startOf(bucket) + width;
        soonEnd = end < startOf(bucket) ? Long.MAX_VALUE : end;
        List<WindowState> opened = first.getValue();
        readDues(opened);
        for (int i = 0; i < opened.size(); i++) {
            if (!opened.get(i).gone) {
                add(dues[i], opened.get(i));
            }
        }
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

    private long startOf(long bucket) {
        return bucket * width;
    }
}
