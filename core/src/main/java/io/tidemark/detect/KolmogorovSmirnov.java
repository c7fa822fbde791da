// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

/** The two-sample test of Kolmogorov and Smirnov: whether two samples may be of one distribution. */
public final class KolmogorovSmirnov {
    private static final int TERMS = 100;
    private static final double SMALLEST_TERM = 1e-16;

    private KolmogorovSmirnov() {}

    /** The largest difference between the shares of numbers up to any limit: from 0, when both are spread alike, to 1, when they do not overlap. Neither is empty. */
    public static double statistic(Spread one, Spread other) {
        double largest = 0;
        long seenOfOne = 0;
        long seenOfOther = 0;
        int i = 0;
        int j = 0;
        while (i < one.size() && j < other.size()) {
            double limit = Math.min(one.number(i), other.number(j));
            if (one.number(i) == limit) {
                seenOfOne += one.count(i++);
            }
            if (other.number(j) == limit) {
                seenOfOther += other.count(j++);
            }
            double difference = (double) seenOfOne / one.total() - (double) seenOfOther / other.total();
            largest = Math.max(largest, Math.abs(difference));
        }
        return largest;
    }

    /**
     * How likely two samples of {@code n} and {@code m} numbers of one distribution have a statistic of {@code d} or more, by the asymptotic distribution with Stephens' correction (Stephens, Use of the Kolmogorov-Smirnov statistics without extensive
     * tables, 1970). For samples of four or more it is within some percent; far out in the tail it errs towards more likely.
     */
    public static double pValue(double d, long n, long m) {
        double root = Math.sqrt((double) n * m / ((double) n + m));
        double lambda = (root + 0.12 + 0.11 / root) * d;
        double sum = 0;
        double sign = 1;
        for (int k = 1; k <= TERMS; k++) {
            double term = StrictMath.exp(-2 * lambda * lambda * k * k);
            sum += sign * term;
            sign = -sign;
            if (term <= SMALLEST_TERM * sum) {
                return Math.max(0, Math.min(1, 2 * sum));
            }
        }
        // The terms hardly become less: both are alike.
        return 1;
    }
}
