// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.SplittableRandom;

/** Latencies in milliseconds as of calls of a language model: lognormal, the median 400, the 99th percentile 2,560; from a fixed seed. */
final class Latencies {
    private static final double MEDIAN = 400;
    private static final double SIGMA = 0.8;

    private Latencies() {}

    static double[] draw(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = MEDIAN * Math.exp(SIGMA * random.nextGaussian());
        }
        return values;
    }
}
