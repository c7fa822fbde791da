// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.aggregate.NumberField;
import java.util.ArrayList;
import java.util.List;

/**
 * One number of each of many elements, with the cells that it goes to, for all tables of the field.
 *
 * @param <E> the element
 */
final class NumberColumn<E> {
    private final NumberField<? super E> field;
    private final List<NumberTable<E>> tables = new ArrayList<>();
    private final double[] numbers = new double[Batch.CAPACITY];
    private final int[] cellsOfNumbers = new int[Batch.CAPACITY];

    NumberColumn(NumberField<? super E> field) {
        this.field = field;
    }

    NumberField<? super E> field() {
        return field;
    }

    /** Gives {@code table} the numbers from now on. */
    void feed(NumberTable<E> table) {
        tables.add(table);
    }

    /** Adds the numbers of the elements in the rows {@code places[from..to)} of a batch, each to its cell; an element without a finite one is skipped. */
    void addAll(Batch<E> batch, int[] places, int[] cells, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            double number = field.read(batch.element(places[i]));
            numbers[count] = number;
            cellsOfNumbers[count] = cells[i];
            // No branch: which element has a number cannot be foretold.
            count += Math.abs(number) <= Double.MAX_VALUE ? 1 : 0;
        }
        for (int t = 0; t < tables.size(); t++) {
            tables.get(t).addAll(numbers, cellsOfNumbers, count);
        }
    }
}
