// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.StateCodec;
import io.tidemark.window.Window;
import java.util.Optional;

/**
 * Counts all elements.
 *
 * @param <E> the element
 */
record CountElements<E>() implements AggregateFunction<E, LongCounter, Long>, ElementCount {
    @Override
    public LongCounter createAccumulator() {
        return new LongCounter();
    }

    @Override
    public void add(LongCounter accumulator, E element) {
        accumulator.add(1);
    }

    @Override
    public void merge(LongCounter into, LongCounter from) {
        into.add(from.count());
    }

    @Override
    public Optional<StateCodec<LongCounter>> codec() {
        return Optional.of(LongCounterCodec.INSTANCE);
    }

    @Override
    public boolean clear(LongCounter accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    public Long result(LongCounter accumulator, Window window) {
        return accumulator.count();
    }

    @Override
    public double doubleResult(long count, Window window) {
        return count;
    }
}
