// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

/**
 * Puts an element into the windows of the general path that it belongs to. Siblings: {@link Sessions}, {@link AssignedWindows}.
 *
 * @param <E> the element
 */
interface WindowPlacement<E> {
    /** What became of an element. */
    enum Placed {
        /** It is in at least one window. */
        AGGREGATED,
        /** All its windows are dead. */
        LATE,
        /** It has no window. */
        UNASSIGNED
    }

    /** Adds {@code element} to its windows. */
    Placed place(int key, E element, long timestamp);
}
