// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.StateCodec;
import io.tidemark.window.Window;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts all elements, per second of the window. Shares its accumulator with {@link CountElements}.
 *
 * @param <E> the element
 */
record ElementRate<E>(CountElements<E> count)
        implements AggregateFunction<E, LongCounter, Double>, DoubleResult<LongCounter>, ElementCount {
    @Override
    public LongCounter createAccumulator() {
        return count.createAccumulator();
    }

    @Override
    public void add(LongCounter accumulator, E element) {
        count.add(accumulator, element);
    }

    @Override
    public void merge(LongCounter into, LongCounter from) {
        count.merge(into, from);
    }

    @Override
    public Optional<StateCodec<LongCounter>> codec() {
        return Optional.of(LongCounterCodec.INSTANCE);
    }

    @Override
    public boolean clear(LongCounter accumulator) {
        return count.clear(accumulator);
    }

    @Override
    public double doubleResult(LongCounter accumulator, Window window) {
        return doubleResult(accumulator.count(), window);
    }

    @Override
    public @Nullable Double result(LongCounter accumulator, Window window) {
        return Results.finite(doubleResult(accumulator, window));
    }

    @Override
    public double doubleResult(long count, Window window) {
        return count == 0 ? Double.NaN : count / window.seconds();
    }

    @Override
    public Object accumulatorKey() {
        return count.accumulatorKey();
    }
}
