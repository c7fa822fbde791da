// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.StateCodec;
import io.tidemark.window.Window;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folds the elements of a pane into an accumulator, and an accumulator into a result.
 *
 * <p>Laws (rule A1; {@code AggregateFunctionContract} in testkit checks them):
 *
 * <ol>
 *   <li>{@code merge} is associative and commutative, and a new accumulator is its identity;
 *   <li>adding elements in any order, to any number of accumulators that are then merged in any grouping, gives the same count, minimum and maximum, the same
 *       sum within 1e-9 relative, and a sketch within its stated error;
 *   <li>{@code result} changes nothing and may be called again and again;
 *   <li>the result of nothing is 0 for counts and sums and {@code null} for everything else, never {@code NaN} (rule A3).
 * </ol>
 *
 * <p>The function itself has no state: one instance serves all keys, windows and threads. The accumulator is mutable and used by one thread at a
 * time. {@code merge} must not keep references into {@code from}, which lives on.
 *
 * @param <E> the element
 * @param <A> the accumulator
 * @param <R> the result
 */
public interface AggregateFunction<E, A, R> {
    /** A new accumulator of nothing. */
    A createAccumulator();

    /** Adds {@code element} to {@code accumulator}. An element that lacks what the function needs is skipped. */
    void add(A accumulator, E element);

    /** Adds everything that {@code from} holds to {@code into}, and leaves {@code from} as it is. */
    void merge(A into, A from);

    /**
     * The result of what {@code accumulator} holds.
     *
     * @param window the pane's window, for results that depend on its length
     */
    @Nullable
    R result(A accumulator, Window window);

    /**
     * Makes {@code accumulator} as good as a new one, so that it can serve another window, and answers true; or leaves it as it is and answers false, always.
     * Results that were taken before must not change.
     */
    default boolean clear(A accumulator) {
        return false;
    }

    /**
     * How an accumulator becomes part of a checkpoint; empty when it cannot, and then a job with checkpoints refuses the function. Functions of equal {@link #accumulatorKey} have
     * codecs of one name.
     */
    default Optional<StateCodec<A>> codec() {
        return Optional.empty();
    }

    /**
     * What tells which functions can share one accumulator: two functions with equal keys must differ in {@code result} only. A view that asks for the sum and the
     * mean of a field, or for two percentiles, then keeps one accumulator for both.
     */
    default Object accumulatorKey() {
        return this;
    }
}
