// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

/**
 * Windows that are the same for every key, cut from one grid: tumbling, sliding, calendar.
 *
 * <p>Time is cut into <em>slices</em> at every edge where a window starts or ends, so that a window is a run of whole slices. An element updates the one
 * slice that holds it; a window's result is the merge of its slices.
 *
 * <p>Laws, for every valid timestamp {@code t}:
 *
 * <ol>
 *   <li>{@code sliceStart(t) <= t < sliceEnd(t)}, and both are constant over the slice;
 *   <li>a window contains a slice whole or not at all;
 *   <li>no two windows have the same end, and the one that ends later starts later;
 *   <li>{@code nextEnd(s, e)} walks the windows that hold slice {@code s} by rising end, at least one unless the slice lies in a gap.
 * </ol>
 *
 * <p>Example, size 10, slide 4, offset 0: the slices are {@code [0, 2), [2, 4), [4, 6), ...}; the slice {@code [4, 6)} is in the windows {@code [-4, 6), [0, 10),
 * [4, 14)}.
 */
public interface AlignedWindows extends WindowAssigner<Object> {
    /** What {@link #nextEnd} answers when no further window holds the slice. */
    long NO_END = Long.MIN_VALUE;

    /** The start of the slice that holds {@code timestamp}. */
    long sliceStart(long timestamp);

    /** The end of the slice that holds {@code timestamp}. */
    long sliceEnd(long timestamp);

    /**
     * The smallest end greater than {@code after} of a window that holds the slice that starts at {@code sliceStart}, or {@link #NO_END}.
     *
     * @param after {@code Long.MIN_VALUE} for the first one
     */
    long nextEnd(long sliceStart, long after);

    /** The start of the window that ends at {@code end}. */
    long startOf(long end);

    /** The smallest end greater than {@code time} of any window. */
    default long endAfter(long time) {
        long at = time;
        long end = nextEnd(sliceStart(at), time);
        while (end == NO_END) {
            at = sliceEnd(at);
            end = nextEnd(sliceStart(at), time);
        }
        return end;
    }

    @Override
    default void assign(Object element, long timestamp, WindowCollector out) {
        long slice = sliceStart(timestamp);
        for (long end = nextEnd(slice, Long.MIN_VALUE); end != NO_END; end = nextEnd(slice, end)) {
            out.window(startOf(end), end);
        }
    }
}
