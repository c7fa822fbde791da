// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

/** The nearest rank of a percentile (rule A2). */
final class NearestRank {
    private static final double PERCENT = 100;
    /** A product and a quotient, each rounded, of a percentile that is itself the nearest double of what was meant. */
    private static final int ROUNDING_ULPS = 3;

    private NearestRank() {}

    /** {@code ceil(p / 100 * count)}, at least 1, for {@code p} as its decimal digits say it: the 99.9th of 1,000 is 999, not 1,000. */
    static long of(double p, long count) {
        if (!(p >= 0 && p <= PERCENT)) {
            throw new IllegalArgumentException("percentile is " + p + ", must be from 0 to 100");
        }
        if (count == 0) {
            throw new IllegalStateException("a sketch without values has no percentiles");
        }
        double exact = p * count / PERCENT;
        double whole = Math.rint(exact);
        boolean isWhole = Math.abs(exact - whole) <= ROUNDING_ULPS * Math.ulp(exact);
        long rank = (long) (isWhole ? whole : Math.ceil(exact));
        return Math.max(1, Math.min(count, rank));
    }
}
