// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.aggregate.NumberField;

/**
 * The accumulators of a function of one number. A {@link NumberColumn} reads that number of many elements, once for all tables of the field.
 *
 * @param <E> the element
 */
interface NumberTable<E> extends AccumulatorTable<E> {
    /** Which number. */
    NumberField<? super E> field();

    /** Adds the first {@code count} numbers, all finite, each to its cell. */
    void addAll(double[] numbers, int[] cells, int count);
}
