// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.time.Timestamps;
import io.tidemark.view.View;
import io.tidemark.window.AlignedWindows;
import io.tidemark.window.CalendarWindows;
import io.tidemark.window.CountWindows;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Windowing;

/**
 * Which windows of a view are merged for a range, so that no element counts twice.
 *
 * @param from the start of the first window that lies in the range; the minimum when the range has no start
 * @param to the end of the last window that lies in the range; the maximum when the range has no end
 * @param anchor a start of a window that is merged
 * @param step every window is merged that starts so far from {@code anchor}, or a multiple of it; 1 for all
 * @param mayOverlap whether windows hold different elements even where they overlap
 */
record Tiling(long from, long to, long anchor, long step, boolean mayOverlap) {
    /** A range without a start. */
    static final long NO_FROM = Long.MIN_VALUE;

    /** A range without an end. */
    static final long NO_TO = Long.MAX_VALUE;

    /**
     * The windows of {@code view} in {@code [from, to)}.
     *
     * @throws IllegalArgumentException when they overlap, and no choice of them fills a range
     */
    static Tiling of(View<?, ?> view, long from, long to) {
        if (from >= to) {
            throw new IllegalArgumentException("a range must end after it starts, but is [" + from + ", " + to + ")");
        }
        Windowing<?> windowing = view.windowing();
        if (windowing instanceof TumblingWindows || windowing instanceof CalendarWindows) {
            return sideBySide((AlignedWindows) windowing, from, to);
        }
        if (windowing instanceof SlidingWindows sliding) {
            return sliding(view.name(), sliding, from, to);
        }
        if (windowing instanceof CountWindows counts && counts.slide() < counts.size()) {
            throw new IllegalArgumentException("view '" + view.name()
                    + "' counts elements in windows that overlap: merged, elements would count twice");
        }
        return new Tiling(from, to, 0, 1, windowing instanceof SessionWindows);
    }

    private static Tiling sideBySide(AlignedWindows windows, long from, long to) {
        long first = from == NO_FROM || windows.sliceStart(from) == from ? from : windows.sliceEnd(from);
        long last = to == NO_TO ? to : windows.sliceStart(to);
        return new Tiling(first, last, 0, 1, false);
    }

    private static Tiling sliding(String view, SlidingWindows windows, long from, long to) {
        long size = windows.size();
        long slide = windows.slide();
        if (slide < size && size % slide != 0) {
            throw new IllegalArgumentException("the windows of view '" + view + "' are " + size
                    + " ms long and start every " + slide + " ms: no choice of them fills a range without overlaps");
        }
        long step = Math.max(size, slide);
        long first = from == NO_FROM ? from : ceiling(from, slide, windows.offset());
        long anchor = from == NO_FROM ? windows.offset() : first;
        long last = to == NO_TO ? to : Timestamps.floor(to - size, step, anchor) + size;
        return new Tiling(first, last, anchor, step, false);
    }

    private static long ceiling(long timestamp, long step, long offset) {
        long floor = Timestamps.floor(timestamp, step, offset);
        return floor == timestamp ? floor : floor + step;
    }

    /** Whether no window can lie in it. */
    boolean isEmpty() {
        return from >= to;
    }

    /** Whether a window that lies in the range is merged. */
    boolean holds(long start) {
        return step == 1 || Math.floorMod(start - anchor, step) == 0;
    }
}
