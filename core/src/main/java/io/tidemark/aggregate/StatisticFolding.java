// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.StateCodec;
import java.util.Optional;

/**
 * What {@link FieldStatistics} have in common.
 *
 * @param <E> the element
 * @param <R> the result
 */
interface StatisticFolding<E, R>
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
}
