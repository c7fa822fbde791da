// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.window.Window;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregate function is besides when it depends on nothing but the number of elements. The engine knows that number of every pane, and so keeps no accumulator
 * for the function.
 *
 * @param <R> the result
 */
public sealed interface ElementCount<R> permits CountElements, ElementRate {
    /** The result of {@code count} elements; it is that of an accumulator that took so many. */
    @Nullable
    R result(long count, Window window);
}
