// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.StateCodec;
import io.tidemark.window.Window;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What functions of the count, sum, minimum and maximum of one number of each element have in common. All of one field share an accumulator, and the engine keeps these flat, in a
 * {@link StatisticsTable}.
 *
 * @param <E> the element
 * @param <R> the result
 */
public sealed interface FieldStatistics<E, R>
        extends AggregateFunction<E, NumberStatistics, R>, NumberAggregate<E, NumberStatistics> {
    @Override
    default NumberStatistics createAccumulator() {
        return new NumberStatistics();
    }

    @Override
    default void add(NumberStatistics accumulator, E element) {
        accumulator.add(field().read(element));
    }

    @Override
    default void addNumber(NumberStatistics accumulator, double number) {
        accumulator.add(number);
    }

    @Override
    default void merge(NumberStatistics into, NumberStatistics from) {
        into.merge(from);
    }

    @Override
    default Optional<StateCodec<NumberStatistics>> codec() {
        return Optional.of(NumberStatisticsCodec.INSTANCE);
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

    /**
     * A whole number that is read of the statistics.
     *
     * @param field which number the statistics are of
     * @param reading what is read. It must not keep the statistics
     * @param <E> the element
     */
    record Whole<E>(NumberField<? super E> field, ToLongFunction<NumberStatistics> reading)
            implements FieldStatistics<E, Long> {
        @Override
        public Long result(NumberStatistics accumulator, Window window) {
            return reading.applyAsLong(accumulator);
        }
    }

    /**
     * A number that is read of the statistics.
     *
     * <p>Those that people ask for are in {@link Aggregates}; this is for more of them: {@code new FieldStatistics.Of<>(LATENCY, all -> all.max() - all.min())}.
     *
     * @param field which number the statistics are of
     * @param reading what is read; {@code NaN} or infinite for no result. It must not keep the statistics
     * @param <E> the element
     */
    record Of<E>(NumberField<? super E> field, ToDoubleFunction<NumberStatistics> reading)
            implements FieldStatistics<E, Double>, DoubleAggregateFunction<E, NumberStatistics> {
        @Override
        public double doubleResult(NumberStatistics accumulator, Window window) {
            return reading.applyAsDouble(accumulator);
        }
    }
}
