// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.window.Window;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Functions of the count, sum, minimum and maximum of one number of each element. All of one field share an accumulator, and the engine keeps these flat, in a
 * {@link StatisticsTable}.
 */
public sealed interface FieldStatistics {
    /**
     * A whole number that is read of the statistics.
     *
     * @param field which number the statistics are of
     * @param reading what is read. It must not keep the statistics
     * @param <E> the element
     */
    record Whole<E>(NumberField<? super E> field, ToLongFunction<NumberStatistics> reading)
            implements FieldStatistics, StatisticFolding<E, Long> {
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
            implements FieldStatistics, StatisticFolding<E, Double>, DoubleResult<NumberStatistics> {
        @Override
        public double doubleResult(NumberStatistics accumulator, Window window) {
            return reading.applyAsDouble(accumulator);
        }

        @Override
        public @Nullable Double result(NumberStatistics accumulator, Window window) {
            return Results.finite(doubleResult(accumulator, window));
        }
    }
}
