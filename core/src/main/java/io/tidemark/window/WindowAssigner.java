// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

/**
 * Assigns an element to event-time windows by its value and timestamp alone.
 *
 * <p>Laws: the same element always gets the same windows; every window is {@code [start, end)} with {@code start <= timestamp < end};
 * windows come earliest first, none twice. An assigner has no state and is used by several threads.
 *
 * <p>A custom assigner takes the general path: an accumulator for each key and window. One whose windows are the same for every key should implement
 * {@link AlignedWindows} instead; its elements then cost one update however many windows overlap.
 *
 * @param <E> the element
 */
@FunctionalInterface
public non-sealed interface WindowAssigner<E> extends Windowing<E> {
    /**
     * Hands the windows of {@code element} to {@code out}; none at all makes the element unassigned.
     *
     * @param timestamp the element's timestamp, valid (rule T1)
     */
    void assign(E element, long timestamp, WindowCollector out);

    /** Whether the windows count event time or are the one global window. */
    default Window.Domain domain() {
        return Window.Domain.TIME;
    }
}
