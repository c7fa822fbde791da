// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

import java.util.Arrays;

/**
 * The population stability index: how much the shares of bins have shifted, {@code sum((actual - expected) * ln(actual / expected))}. By a rule of thumb, below 0.1 nothing has, and above 0.25 much has (Siddiqi, Intelligent Credit Scoring, 2017).
 *
 * <p>A bin that is empty on one side would make it infinite: a share is taken to be at least {@link #LEAST_SHARE}.
 */
public final class PopulationStability {
    /** Of a bin that is empty on one side alone. */
    public static final double LEAST_SHARE = 1e-4;

    private PopulationStability() {}

    /** The index of {@code actual} against {@code expected}, counts by bin. Neither is all zeros. */
    public static double index(long[] expected, long[] actual) {
        double expectedTotal = Arrays.stream(expected).sum();
        double actualTotal = Arrays.stream(actual).sum();
        double index = 0;
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != 0 || actual[i] != 0) {
                double before = Math.max(LEAST_SHARE, expected[i] / expectedTotal);
                double now = Math.max(LEAST_SHARE, actual[i] / actualTotal);
                index += (now - before) * StrictMath.log(now / before);
            }
        }
        return index;
    }

    /** The index of {@code actual} against {@code expected}, neither of them empty, by bins of which each has about as many of the expected numbers: fewer than {@code bins} where many are equal. */
    public static double index(Spread expected, Spread actual, int bins) {
        double[] limits = new double[bins - 1];
        for (int i = 1; i < bins; i++) {
            limits[i - 1] = expected.quantile((double) i / bins);
        }
        limits = Arrays.stream(limits).distinct().toArray();
        return index(counts(expected, limits), counts(actual, limits));
    }

    /** How many numbers are up to each limit and above the one before, and how many above all. */
    private static long[] counts(Spread spread, double[] limits) {
        long[] counts = new long[limits.length + 1];
        int bin = 0;
        for (int i = 0; i < spread.size(); i++) {
            while (bin < limits.length && spread.number(i) > limits[bin]) {
                bin++;
            }
            counts[bin] += spread.count(i);
        }
        return counts;
    }
}
