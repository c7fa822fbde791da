// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.window.Window;

/**
 * What an aggregate function is besides when it depends on nothing but the number of elements. The engine knows that number of every pane, and so keeps no accumulator
 * for the function. Unless it is a {@link DoubleResult}, its result is that number.
 */
public sealed interface ElementCount permits CountElements, ElementRate {
    /** The result of {@code count} elements as a {@code double}; it is that of an accumulator that took so many. */
    double doubleResult(long count, Window window);
}
