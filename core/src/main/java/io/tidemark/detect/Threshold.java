// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

/**
 * The value itself, against a limit.
 *
 * @param direction {@link Direction#ABOVE} or {@link Direction#BELOW}
 * @param limit beyond which an alert is raised
 * @param resolve down to which it lasts, or up to which for {@link Direction#BELOW}
 */
public record Threshold(Direction direction, double limit, double resolve) implements DetectionRule {
    /** Checks that the alert can be resolved. */
    public Threshold {
        if (direction == Direction.BOTH) {
            throw new IllegalArgumentException("threshold: a limit is either above or below; take two detectors");
        }
        if (!Double.isFinite(limit) || !Double.isFinite(resolve) || direction.level(resolve) > direction.level(limit)) {
            boolean isAbove = direction == Direction.ABOVE;
            throw new IllegalArgumentException("threshold: resolve must be at "
                    + (isAbove ? "most 'above'" : "least 'below'") + ", which is " + limit + ", but is " + resolve);
        }
    }

    /** Raised above {@code limit}, resolved at it or below. */
    public static Threshold above(double limit) {
        return new Threshold(Direction.ABOVE, limit, limit);
    }

    /** Raised below {@code limit}, resolved at it or above. */
    public static Threshold below(double limit) {
        return new Threshold(Direction.BELOW, limit, limit);
    }

    /** The same, resolved only when the value has come back as far as {@code resolve}. */
    public Threshold resolvedAt(double resolve) {
        return new Threshold(direction, limit, resolve);
    }

    @Override
    public String kind() {
        return "threshold";
    }

    @Override
    public double fireLevel() {
        return direction.level(limit);
    }

    @Override
    public double resolveLevel() {
        return direction.level(resolve);
    }
}
