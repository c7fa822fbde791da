// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

/**
 * The last {@code size} elements of a key, at every {@code slide}-th one, in order of arrival (rule N5).
 *
 * <p>The bounds are the ordinals of the elements: size 3, slide 2 gives {@code [0, 2), [1, 4), [3, 6), ...}, the first one shorter. Each window has one
 * pane, on time and last; time and lateness play no part, and elements after the last slide are never emitted. With {@code slide > size} the elements in
 * between are unassigned.
 *
 * @param size elements in a window
 * @param slide elements between two windows
 */
public record CountWindows(long size, long slide) implements Windowing<Object> {
    /** Checks that both are at least 1. */
    public CountWindows {
        if (size < 1 || slide < 1) {
            throw new IllegalArgumentException(
                    "size and slide of count windows must be at least 1, but are " + size + " and " + slide);
        }
    }

    /** Every {@code size} elements, side by side. */
    public static CountWindows of(long size) {
        return new CountWindows(size, size);
    }

    /** The last {@code size} elements at every {@code slide}-th one. */
    public static CountWindows of(long size, long slide) {
        return new CountWindows(size, slide);
    }
}
