// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

/**
 * The accumulators of one function on one worker, by number of cell. Siblings: {@link StatisticsAccumulators}, flat, {@link NumberAccumulators}, for functions of one number, and {@link ObjectAccumulators}, for any.
 *
 * @param <E> the element
 */
interface AccumulatorTable<E> {
    /** {@code cell} is in use from now on; its accumulator is that of nothing. */
    void begin(int cell);

    /** {@code cell} is not in use any more. */
    void end(int cell);

    /** Adds an element to a cell. */
    void add(int cell, E element);

    /** Adds what the cell {@code from} holds to the cell {@code into}. */
    void merge(int into, int from);

    /** The accumulator of a cell, to take results from. */
    Object accumulator(int cell);
}
