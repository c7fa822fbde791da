// SPDX-License-Identifier: Apache-2.0
package io.tidemark.time;

/**
 * Arithmetic on timestamps: epoch milliseconds as {@code long}, clamped at the ends of {@code long} and never wrapping.
 *
 * <p>A valid element timestamp lies in {@code [MIN, MAX]} = {@code [-2^62, 2^62]} (rule T1), and every duration of a view is at most
 * {@link #MAX_DURATION}, so that the bounds of a window never reach the ends of {@code long}: those mean "before everything" and
 * "after everything".
 */
public final class Timestamps {
    /** The smallest valid timestamp, {@code -2^62}. */
    public static final long MIN = -(1L << 62);

    /** The largest valid timestamp, {@code 2^62}. */
    public static final long MAX = 1L << 62;

    /** The longest size, slide, gap, offset or lateness, {@code 2^60} milliseconds (about 36 million years). */
    public static final long MAX_DURATION = 1L << 60;

    private Timestamps() {}

    /** Whether {@code timestamp} lies in {@code [MIN, MAX]}. */
    public static boolean isValid(long timestamp) {
        return timestamp >= MIN && timestamp <= MAX;
    }

    /** {@code a + b}, clamped: {@code add(Long.MAX_VALUE, 1) == Long.MAX_VALUE}. */
    public static long add(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    /** {@code a - b}, clamped: {@code subtract(Long.MIN_VALUE, 1) == Long.MIN_VALUE}. */
    public static long subtract(long a, long b) {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return difference;
    }

    /**
     * The largest {@code offset + k * step} that is at most {@code timestamp}, also before 1970: {@code floor(-1, 10, 0) == -10}.
     *
     * @param timestamp in {@code [MIN, MAX]}
     * @param step in {@code [1, MAX_DURATION]}
     * @param offset in {@code [-MAX_DURATION, MAX_DURATION]}
     */
    public static long floor(long timestamp, long step, long offset) {
        return timestamp - Math.floorMod(timestamp - offset, step);
    }
}
