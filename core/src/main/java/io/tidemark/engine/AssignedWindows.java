// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.window.WindowAssigner;
import io.tidemark.window.WindowCollector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts an element into each window that an assigner names, earliest first.
 *
 * @param <E> the element
 */
final class AssignedWindows<E> implements WindowPlacement<E>, WindowCollector {
    private final WindowAssigner<? super E> assigner;
    private final LiveWindows<E> live;
    private final WindowFiring<E> firing;
    private final ViewTally tally;
    private long[] bounds = new long[32];
    private int count;

    AssignedWindows(WindowAssigner<? super E> assigner, LiveWindows<E> live, WindowFiring<E> firing, ViewTally tally) {
        this.assigner = assigner;
        this.live = live;
        this.firing = firing;
        this.tally = tally;
    }

    @Override
    public void window(long start, long end) {
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, bounds.length * 2);
        }
        bounds[2 * count] = start;
        bounds[2 * count + 1] = end;
        count++;
    }

    @Override
    public Placed place(int key, E element, long timestamp) {
        count = 0;
        assigner.assign(element, timestamp, this);
        if (count == 0) {
            return Placed.UNASSIGNED;
        }
        int dead = 0;
        for (int i = 0; i < count; i++) {
            if (live.isExpired(bounds[2 * i + 1])) {
                dead++;
            } else {
                firing.onElement(window(key, bounds[2 * i], bounds[2 * i + 1]), element, timestamp);
            }
        }
        if (dead == count) {
            return Placed.LATE;
        }
        tally.lateAssignments += dead;
        return Placed.AGGREGATED;
    }

    private WindowState window(int key, long start, long end) {
        @Nullable WindowState known = live.find(key, start, end);
        return known == null ? live.open(key, start, end) : known;
    }
}
