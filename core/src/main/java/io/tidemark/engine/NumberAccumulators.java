// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.NumberAggregate;
import io.tidemark.aggregate.NumberField;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.io.IOException;

/**
 * Accumulators of one number that are objects.
 *
 * @param <E> the element
 * @param <A> the accumulator
 */
final class NumberAccumulators<E, A> implements NumberTable<E> {
    private final NumberAggregate<E, A> function;
    private final ObjectAccumulators<E, A> accumulators;

    /** Those of {@code function}, which takes numbers as {@code numeric}. */
    NumberAccumulators(AggregateFunction<? super E, A, ?> function, NumberAggregate<E, A> numeric) {
        this.function = numeric;
        accumulators = new ObjectAccumulators<>(function);
    }

    @Override
    public NumberField<? super E> field() {
        return function.field();
    }

    @Override
    public void addAll(double[] numbers, int[] cells, int count) {
        accumulators.addAll(function, numbers, cells, 0, count);
    }

    @Override
    public void begin(int cell) {
        accumulators.begin(cell);
    }

    @Override
    public void end(int cell) {
        accumulators.end(cell);
    }

    @Override
    public void add(int cell, E element) {
        accumulators.add(cell, element);
    }

    @Override
    public void merge(int into, int from) {
        accumulators.merge(into, from);
    }

    @Override
    public void write(int cell, StateOutput out) {
        accumulators.write(cell, out);
    }

    @Override
    public void read(int cell, StateInput in) throws IOException {
        accumulators.read(cell, in);
    }

    @Override
    public long bytesEach() {
        return accumulators.bytesEach();
    }

    @Override
    public Object accumulator(int cell) {
        return accumulators.accumulator(cell);
    }
}
