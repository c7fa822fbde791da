// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

/**
 * The accumulator of count, sum, minimum, maximum and mean of one field.
 *
 * <p>The sum is compensated (Neumaier's form of Kahan summation, with Knuth's branch-free two-sum): what each addition rounds away is collected in a second
 * number. So the order and the grouping of additions do not show in the first 1e-9 of the result (rule A1), even where large numbers cancel.
 */
public final class NumberStatistics {
    private long count;
    private double sum;
    private double lost;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** Adds one finite number; anything else is skipped. */
    public void add(double value) {
        if (Double.isFinite(value)) {
            count++;
            addToSum(value);
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
    }

    /** Adds everything that {@code other} holds. */
    public void merge(NumberStatistics other) {
        count += other.count;
        addToSum(other.sum);
        lost += other.lost;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    /** Forgets them all. */
    public void clear() {
        count = 0;
        sum = 0;
        lost = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
    }

    /** How many numbers. */
    public long count() {
        return count;
    }

    /** Their sum; 0 of nothing. */
    public double sum() {
        double total = sum + lost;
        return Double.isNaN(total) ? sum : total;
    }

    /** The smallest; infinite of nothing. */
    public double min() {
        return min;
    }

    /** The largest; negative infinite of nothing. */
    public double max() {
        return max;
    }

    private void addToSum(double value) {
        double total = sum + value;
        double part = total - sum;
        lost += (sum - (total - part)) + (value - part);
        sum = total;
    }
}
