// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.StateCodec;
import io.tidemark.window.Window;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function of the count, sum, minimum and maximum of one number of each element. All functions of one field share an accumulator, and the engine keeps these flat, in a
 * {@link StatisticsTable}.
 *
 * <p>Those that people ask for are in {@link Aggregates}; this is for more of them: {@code new FieldStatistic<>(LATENCY, all -> all.max() - all.min())}.
 *
 * @param field which number
 * @param reading what is read of the statistics; null for no result. It must not keep them
 * @param <E> the element
 * @param <R> the result
 */
public record FieldStatistic<E, R>(NumberField<? super E> field, Function<NumberStatistics, @Nullable R> reading)
        implements AggregateFunction<E, NumberStatistics, R>, NumberAggregate<E, NumberStatistics> {
    @Override
    public NumberStatistics createAccumulator() {
        return new NumberStatistics();
    }

    @Override
    public void add(NumberStatistics accumulator, E element) {
        accumulator.add(field.read(element));
    }

    @Override
    public void addNumber(NumberStatistics accumulator, double number) {
        accumulator.add(number);
    }

    @Override
    public void merge(NumberStatistics into, NumberStatistics from) {
        into.merge(from);
    }

    @Override
    public Optional<StateCodec<NumberStatistics>> codec() {
        return Optional.of(NumberStatisticsCodec.INSTANCE);
    }

    @Override
    public boolean clear(NumberStatistics accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    public @Nullable R result(NumberStatistics accumulator, Window window) {
        return reading.apply(accumulator);
    }

    @Override
    public Object accumulatorKey() {
        return new Key(field);
    }

    /** All statistics of one field share an accumulator. */
    private record Key(NumberField<?> field) {}
}
