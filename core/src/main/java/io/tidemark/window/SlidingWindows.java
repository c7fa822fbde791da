// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

import io.tidemark.time.Durations;
import io.tidemark.time.Timestamps;
import java.time.Duration;

/**
 * Every window {@code [k * slide + offset, k * slide + offset + size)} (rule N2): 10 minutes by 1 minute gives ten windows for each element.
 *
 * <p>With {@code slide > size} there are gaps: size 2, slide 5 gives {@code [0, 2), [5, 7)}, and an element at 3 is in no window.
 *
 * @param size the length of a window, ms
 * @param slide the distance of two starts, ms
 * @param offset moves the whole grid, ms, may be negative
 */
public record SlidingWindows(long size, long slide, long offset) implements AlignedWindows {
    /** Checks the durations. */
    public SlidingWindows {
        Durations.positive("size", size);
        Durations.positive("slide", slide);
        offset = Math.floorMod(offset, slide);
    }

    /** Windows of {@code size} that start every {@code slide}. */
    public static SlidingWindows of(Duration size, Duration slide) {
        return new SlidingWindows(Durations.positiveMillis("size", size), Durations.positiveMillis("slide", slide), 0);
    }

    /** The same windows on a grid moved by {@code offset}. */
    public SlidingWindows withOffset(Duration offset) {
        return new SlidingWindows(size, slide, offset.toMillis());
    }

    @Override
    public long sliceStart(long timestamp) {
        return Math.max(Timestamps.floor(timestamp, slide, offset), Timestamps.floor(timestamp, slide, offset + size));
    }

    @Override
    public long sliceEnd(long timestamp) {
        long nextStart = Timestamps.floor(timestamp, slide, offset) + slide;
        long nextEnd = Timestamps.floor(timestamp, slide, offset + size) + slide;
        return Math.min(nextStart, nextEnd);
    }

    @Override
    public long nextEnd(long sliceStart, long after) {
        long end = Timestamps.floor(Math.max(sliceStart, after), slide, offset + size) + slide;
        return end - size <= sliceStart ? end : NO_END;
    }

    @Override
    public long startOf(long end) {
        return end - size;
    }
}
