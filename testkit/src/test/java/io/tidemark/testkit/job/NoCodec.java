// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.window.Window;

/** A count that cannot be written. */
final class NoCodec implements AggregateFunction<Object, long[], Long> {
    @Override
    public long[] createAccumulator() {
        return new long[1];
    }

    @Override
    public void add(long[] accumulator, Object element) {
        accumulator[0]++;
    }

    @Override
    public void merge(long[] into, long[] from) {
        into[0] += from[0];
    }

    @Override
    public Long result(long[] accumulator, Window window) {
        return accumulator[0];
    }
}
