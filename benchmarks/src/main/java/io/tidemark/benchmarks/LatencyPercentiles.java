// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.llm.sketch.QuantileSketch;
import io.tidemark.window.Window;
import org.jspecify.annotations.Nullable;

/**
 * The percentiles p50, p95 and p99 of the latency, from one sketch.
 *
 * @param relativeError of the sketch
 */
public record LatencyPercentiles(double relativeError)
        implements AggregateFunction<Call, QuantileSketch, LatencyPercentiles.Values> {
    private static final double[] PERCENTILES = {50, 95, 99};

    /** The result. */
    public record Values(double p50, double p95, double p99) {}

    @Override
    public QuantileSketch createAccumulator() {
        return new QuantileSketch(relativeError);
    }

    @Override
    public void add(QuantileSketch accumulator, Call element) {
        double latency = element.latency();
        if (Double.isFinite(latency)) {
            accumulator.add(latency);
        }
    }

    @Override
    public void merge(QuantileSketch into, QuantileSketch from) {
        into.merge(from);
    }

    @Override
    public boolean clear(QuantileSketch accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    public @Nullable Values result(QuantileSketch accumulator, Window window) {
        if (accumulator.count() == 0) {
            return null;
        }
        double[] values = new double[PERCENTILES.length];
        accumulator.quantiles(PERCENTILES, values);
        return new Values(values[0], values[1], values[2]);
    }
}
