// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

/**
 * What an aggregate function is besides when it takes nothing of an element but one number. The engine reads that number once for all such functions of a field, and
 * gives it to each.
 *
 * <p>Law: the function's {@code add} is {@link #addNumber} of what {@link #field} reads, if that is finite, and else nothing ({@code AggregateFunctionContract}
 * in testkit checks it).
 *
 * @param <E> the element
 * @param <A> the accumulator
 */
public interface NumberAggregate<E, A> {
    /** Which number. */
    NumberField<? super E> field();

    /** Adds {@code number}, which is finite, to {@code accumulator}. */
    void addNumber(A accumulator, double number);

    /**
     * Reads a word of each place in memory that a result of {@code accumulator} is taken from, and returns anything that depends on all of them. Before a window of many keys is emitted the engine calls this for a row of
     * accumulators, so that the processor fetches them all at the same time; results alone wait for one after the other. Nothing need be read: then they do.
     */
    default long touch(A accumulator) {
        return 0;
    }

    /**
     * Whether accumulators of the same numbers are the same to the last bit, in whatever order these were added, and however grouped and merged. Then the engine keeps one or two numbers as they are, and
     * makes an accumulator when a third comes. Of sums of floating point numbers it is not true.
     */
    default boolean isExact() {
        return false;
    }
}
