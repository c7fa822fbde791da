// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/**
 * Tells exactly which elements a pane holds, in one number: the sum of their scattered numbers, so that one that is missing, foreign or there twice shows, but
 * not the order.
 */
record Members() implements AggregateFunction<TestElement, long[], Long> {
    static long of(Collection<TestElement> elements) {
        return elements.stream().mapToLong(Members::scatter).sum();
    }

    private static long scatter(TestElement element) {
        long h = (element.number() + 1) * 0x9E3779B97F4A7C15L;
        return h ^ (h >>> 29);
    }

    @Override
    public long[] createAccumulator() {
        return new long[1];
    }

    @Override
    public void add(long[] accumulator, TestElement element) {
        accumulator[0] += scatter(element);
    }

    @Override
    public void merge(long[] into, long[] from) {
        into[0] += from[0];
    }

    @Override
    public Optional<StateCodec<long[]>> codec() {
        return Optional.of(Codec.INSTANCE);
    }

    @Override
    public Long result(long[] accumulator, Window window) {
        return accumulator[0];
    }

    /** The number. */
    private enum Codec implements StateCodec<long[]> {
        INSTANCE;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(long[] value, StateOutput out) {
            out.writeLong(value[0]);
        }

        @Override
        public long[] read(StateInput in, int version) throws IOException {
            return new long[] {in.readLong()};
        }
    }
}
