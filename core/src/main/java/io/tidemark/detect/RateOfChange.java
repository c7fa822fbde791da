// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

/**
 * How much the value has changed since the key's last window, or one before. Windows without elements have no panes, so they do not count.
 *
 * <p>It compares with the window itself, whether that was unusual or not: so a value that jumps and stays raises an alert once, and the next window resolves it.
 *
 * @param fire a change above which an alert is raised: relative as a share, 0.5 being half as much again; absolute in the unit of the value
 * @param resolve a change down to which it lasts
 * @param direction which way the value must go
 * @param isRelative whether the change is a share of the value before. From 0 to anything else it is {@link ZScore#LARGEST}
 * @param windowsAgo with which window it is compared: 1 is the last one, at most {@link #MOST}
 */
public record RateOfChange(double fire, double resolve, Direction direction, boolean isRelative, int windowsAgo)
        implements DetectionRule {
    /** So many windows ago may it look. */
    public static final int MOST = 1000;

    /** Checks that it can be computed. */
    public RateOfChange {
        DetectionRule.check("rate_of_change", fire, resolve);
        if (windowsAgo < 1 || windowsAgo > MOST) {
            throw new IllegalArgumentException(
                    "rate_of_change: windows_ago must be from 1 to " + MOST + ", but is " + windowsAgo);
        }
    }

    /** A change of more than {@code share} of the value before, up or down. */
    public static RateOfChange relative(double share) {
        return new RateOfChange(share, share, Direction.BOTH, true, 1);
    }

    /** A change of more than {@code difference}, up or down. */
    public static RateOfChange absolute(double difference) {
        return new RateOfChange(difference, difference, Direction.BOTH, false, 1);
    }

    /** The same for changes in one direction. */
    public RateOfChange going(Direction direction) {
        return new RateOfChange(fire, resolve, direction, isRelative, windowsAgo);
    }

    /** The same, compared with the window {@code windows} windows ago. */
    public RateOfChange since(int windows) {
        return new RateOfChange(fire, resolve, direction, isRelative, windows);
    }

    /** The same, resolved only when the change has come down to {@code resolve}. */
    public RateOfChange resolvedAt(double resolve) {
        return new RateOfChange(fire, resolve, direction, isRelative, windowsAgo);
    }

    @Override
    public String kind() {
        return "rate_of_change";
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
