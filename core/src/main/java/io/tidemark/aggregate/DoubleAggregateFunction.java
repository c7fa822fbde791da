// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.window.Window;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate function whose result is a {@code double}. A pane keeps it as such: there is no object of it before somebody asks for one.
 *
 * <p>Law: {@code result} is {@code doubleResult}, and null where that is not finite ({@code AggregateFunctionContract} in testkit checks it).
 *
 * @param <E> the element
 * @param <A> the accumulator
 */
public interface DoubleAggregateFunction<E, A> extends AggregateFunction<E, A, Double> {
    /** The result of what {@code accumulator} holds; {@code NaN} or infinite when there is none. */
    double doubleResult(A accumulator, Window window);

    /** The same, and null when there is none (rule A3). */
    @Override
    default @Nullable Double result(A accumulator, Window window) {
        return Results.finite(doubleResult(accumulator, window));
    }
}
