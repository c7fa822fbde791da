// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.StateCodec;
import io.tidemark.window.Window;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What variance and standard deviation of a field have in common.
 *
 * @param <E> the element
 */
sealed interface FieldVariance<E>
        extends AggregateFunction<E, NumberVariance, Double>,
                DoubleResult<NumberVariance>,
                NumberAggregate<E, NumberVariance> {
    @Override
    default NumberVariance createAccumulator() {
        return new NumberVariance();
    }

    @Override
    default void add(NumberVariance accumulator, E element) {
        accumulator.add(field().read(element));
    }

    @Override
    default void addNumber(NumberVariance accumulator, double number) {
        accumulator.add(number);
    }

    @Override
    default void merge(NumberVariance into, NumberVariance from) {
        into.merge(from);
    }

    @Override
    default Optional<StateCodec<NumberVariance>> codec() {
        return Optional.of(NumberVarianceCodec.INSTANCE);
    }

    @Override
    default boolean clear(NumberVariance accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    default @Nullable Double result(NumberVariance accumulator, Window window) {
        return Results.finite(doubleResult(accumulator, window));
    }

    @Override
    default Object accumulatorKey() {
        return new Key(field());
    }

    /** Variance and deviation of one field share an accumulator. */
    record Key(NumberField<?> field) {}

    /** The variance. */
    record Variance<E>(NumberField<? super E> field, boolean sample) implements FieldVariance<E> {
        @Override
        public double doubleResult(NumberVariance accumulator, Window window) {
            return sample ? accumulator.sample() : accumulator.population();
        }
    }

    /** The standard deviation. */
    record Deviation<E>(NumberField<? super E> field, boolean sample) implements FieldVariance<E> {
        @Override
        public double doubleResult(NumberVariance accumulator, Window window) {
            return Math.sqrt(sample ? accumulator.sample() : accumulator.population());
        }
    }
}
