// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;

/**
 * The accumulator of variance and standard deviation of one field: count, mean and the sum of squared distances from it, updated as Welford (1962) does and
 * merged as Chan, Golub and LeVeque (1979) do, so that nothing cancels.
 */
public final class NumberVariance {
    private long count;
    private double mean;
    private double squares;

    /** Adds one finite number; anything else is skipped. */
    public void add(double value) {
        if (Double.isFinite(value)) {
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
        }
    }

    /** Adds everything that {@code other} holds. */
    public void merge(NumberVariance other) {
        if (other.count == 0) {
            return;
        }
        long total = count + other.count;
        double distance = other.mean - mean;
        double share = (double) other.count / total;
        squares += other.squares + distance * distance * count * share;
        mean += distance * share;
        count = total;
    }

    /** Forgets them all. */
    public void clear() {
        count = 0;
        mean = 0;
        squares = 0;
    }

    void write(StateOutput out) {
        out.writeVarLong(count);
        if (count != 0) {
            out.writeDouble(mean);
            out.writeDouble(squares);
        }
    }

    static NumberVariance read(StateInput in) throws CorruptStateException {
        NumberVariance read = new NumberVariance();
        read.count = in.readVarLong();
        if (read.count != 0) {
            read.mean = in.readDouble();
            read.squares = in.readDouble();
        }
        return read;
    }

    /** How many numbers. */
    public long count() {
        return count;
    }

    /** The variance of the population (divided by n); {@code NaN} of nothing. */
    public double population() {
        return count == 0 ? Double.NaN : Math.max(0, squares / count);
    }

    /** The variance of the sample (divided by n - 1); {@code NaN} of fewer than two. */
    public double sample() {
        return count < 2 ? Double.NaN : Math.max(0, squares / (count - 1));
    }
}
