// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.aggregate.NumberAggregate;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.io.IOException;

/**
 * The accumulators of one function on one worker, by number of cell. Siblings: {@link StatisticsAccumulators}, flat, {@link DeferredAccumulators} and {@link NumberAccumulators}, for functions of one number, and {@link ObjectAccumulators}, for any.
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

    /** Writes the accumulator of a cell, with the version of its codec before it. */
    void write(int cell, StateOutput out);

    /** Reads what {@link #write} wrote into a cell of nothing. */
    void read(int cell, StateInput in) throws IOException;

    /** How many bytes of heap an accumulator takes, as a sample of those in use shows. */
    long bytesEach();

    /** As {@link NumberAggregate#touch}, of the accumulator of a cell. */
    default long touch(int cell) {
        return 0;
    }

    /** The accumulator of a cell, to take results from; until another cell is asked for, or something is changed. */
    Object accumulator(int cell);
}
