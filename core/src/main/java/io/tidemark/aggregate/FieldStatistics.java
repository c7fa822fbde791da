// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.window.Window;
import org.jspecify.annotations.Nullable;

/**
 * What count, sum, min, max and mean of a field have in common: one accumulator, which all that are asked of the same field share.
 *
 * @param <E> the element
 * @param <R> the result
 */
sealed interface FieldStatistics<E, R> extends AggregateFunction<E, NumberStatistics, R> {
    NumberField<? super E> field();

    @Override
    default NumberStatistics createAccumulator() {
        return new NumberStatistics();
    }

    @Override
    default void add(NumberStatistics accumulator, E element) {
        accumulator.add(field().read(element));
    }

    @Override
    default void merge(NumberStatistics into, NumberStatistics from) {
        into.merge(from);
    }

    @Override
    default boolean clear(NumberStatistics accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    default Object accumulatorKey() {
        return new Key(field());
    }

    /** All statistics of one field share an accumulator. */
    record Key(NumberField<?> field) {}

    /** How many numbers. */
    record Count<E>(NumberField<? super E> field) implements FieldStatistics<E, Long> {
        @Override
        public Long result(NumberStatistics accumulator, Window window) {
            return accumulator.count();
        }
    }

    /** Their sum. */
    record Sum<E>(NumberField<? super E> field) implements FieldStatistics<E, Double> {
        @Override
        public @Nullable Double result(NumberStatistics accumulator, Window window) {
            return Results.finite(accumulator.sum());
        }
    }

    /** The smallest. */
    record Min<E>(NumberField<? super E> field) implements FieldStatistics<E, Double> {
        @Override
        public @Nullable Double result(NumberStatistics accumulator, Window window) {
            return Results.finite(accumulator.min());
        }
    }

    /** The largest. */
    record Max<E>(NumberField<? super E> field) implements FieldStatistics<E, Double> {
        @Override
        public @Nullable Double result(NumberStatistics accumulator, Window window) {
            return Results.finite(accumulator.max());
        }
    }

    /** Their mean. */
    record Mean<E>(NumberField<? super E> field) implements FieldStatistics<E, Double> {
        @Override
        public @Nullable Double result(NumberStatistics accumulator, Window window) {
            return accumulator.count() == 0 ? null : Results.finite(accumulator.sum() / accumulator.count());
        }
    }
}
