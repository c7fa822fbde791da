// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.window.Window;

/**
 * What an aggregate function is besides when its result is a {@code double}. A pane keeps it as such: there is no object of it before somebody asks for one.
 *
 * <p>Law: the function's {@code result} is {@code doubleResult}, and null where that is not finite: {@code Results.finite(doubleResult(accumulator, window))} ({@code AggregateFunctionContract} in testkit
 * checks it).
 *
 * @param <A> the accumulator
 */
public interface DoubleResult<A> {
    /** The result of what {@code accumulator} holds; {@code NaN} or infinite when there is none. */
    double doubleResult(A accumulator, Window window);
}
