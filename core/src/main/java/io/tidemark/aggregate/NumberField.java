// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

/**
 * Reads a number from an element, or {@code NaN} when there is none: the aggregate then skips the element (rule A3).
 *
 * <p>A plain {@code Call::latencyMillis} is one. The reader is called for every element, must not allocate, and is used by several threads. Two equal
 * readers read the same number, which lets aggregates share an accumulator: keep a lambda in a constant when several aggregates use it.
 *
 * @param <E> the element
 */
@FunctionalInterface
public interface NumberField<E> {
    /** The number, or {@code NaN} for none. Infinite values count as none as well. */
    double read(E element);

    /** Which number, in words that are the same in every process; empty when it cannot say, as a lambda cannot. A checkpoint tells by it whether a view's aggregates read what they read before. */
    default String description() {
        return "";
    }
}
