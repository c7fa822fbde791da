// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

/**
 * How many standard deviations the value is from its mean, both of the windows before, of which recent ones weigh more.
 *
 * <p>The baseline is an exponentially weighted mean and variance. The weight of a new window is {@code 1 - 2^(-1/halfLife)}, and {@code 1/n} for the n-th one as long as that is more: so it begins as the plain mean and variance of what there
 * is. A window that is unusual is not learned: not one above {@code fire}, nor, while an alert lasts, one above {@code resolve}. So an alert lasts as long as the value does not return, however long that is.
 *
 * <p>A baseline that hardly varies would make everything unusual: the deviation is taken to be at least {@code minDeviation}, and at least a thousandth of the mean. Where both are 0, a value that differs has the score {@link #LARGEST}.
 *
 * @param fire standard deviations above which an alert is raised
 * @param resolve standard deviations down to which it lasts
 * @param direction which way the value must go
 * @param halfLife so many windows ago, a window weighs half of what the last one does
 * @param minWindows so many windows are learned before any is judged, at least 2
 * @param minDeviation in the unit of the value
 */
public record ZScore(
        double fire, double resolve, Direction direction, double halfLife, int minWindows, double minDeviation)
        implements DetectionRule {
    /** No score is further from 0. */
    public static final double LARGEST = 1e6;

    /** Four deviations above or below, down to three, by a half-life of 24 windows, once there were 12. */
    public static final ZScore DEFAULT = new ZScore(4, 3, Direction.BOTH, 24, 12, 0);

    /** Checks that it can be computed. */
    public ZScore {
        DetectionRule.check("z_score", fire, resolve);
        if (!(halfLife > 0 && halfLife <= 1e6)) {
            throw new IllegalArgumentException(
                    "z_score: half_life must be above 0 and at most 1000000 windows, but is " + halfLife);
        }
        if (minWindows < 2) {
            throw new IllegalArgumentException("z_score: min_windows must be at least 2, but is " + minWindows);
        }
        if (!(minDeviation >= 0 && minDeviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("z_score: min_deviation must be 0 or more, but is " + minDeviation);
        }
    }

    /** The weight of a new window among very many, which is what {@code halfLife} means. */
    public double alpha() {
        return 1 - StrictMath.pow(2, -1 / halfLife);
    }

    @Override
    public String kind() {
        return "z_score";
    }

    @Override
    public double fireLevel() {
        return fire;
    }

    @Override
    public double resolveLevel() {
        return resolve;
    }
}
