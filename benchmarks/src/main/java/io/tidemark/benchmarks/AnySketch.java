// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

/**
 * What all sketches can do; the facade through which {@link QuantileSketchBenchmark} sees them.
 *
 * @param <S> the sketch itself, which can be merged with its like
 */
interface AnySketch<S extends AnySketch<S>> {
    void add(double value);

    void merge(S other);

    /** Percentiles from 0 to 100, ascending. */
    void quantiles(double[] percentiles, double[] out);

    /** The length of its own compact form. */
    int encodedSize();
}
