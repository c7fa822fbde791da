// SPDX-License-Identifier: Apache-2.0
package io.tidemark.time;

import java.time.Duration;

/** Checks of the durations that define a view, with errors that name the parameter. */
public final class Durations {
    private Durations() {}

    /**
     * {@code duration} in milliseconds.
     *
     * @throws IllegalArgumentException when it is not in {@code [1 ms, MAX_DURATION]}
     */
    public static long positiveMillis(String name, Duration duration) {
        return positive(name, millis(name, duration));
    }

    /**
     * {@code duration} in milliseconds, zero allowed.
     *
     * @throws IllegalArgumentException when it is not in {@code [0, MAX_DURATION]}
     */
    public static long millisOrZero(String name, Duration duration) {
        return positiveOrZero(name, millis(name, duration));
    }

    /** {@code millis}, or an {@link IllegalArgumentException} when it is not in {@code [1, MAX_DURATION]}. */
    public static long positive(String name, long millis) {
        if (millis < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 ms, but is " + millis + " ms");
        }
        return positiveOrZero(name, millis);
    }

    /** {@code millis}, or an {@link IllegalArgumentException} when it is not in {@code [0, MAX_DURATION]}. */
    public static long positiveOrZero(String name, long millis) {
        if (millis < 0 || millis > Timestamps.MAX_DURATION) {
            throw new IllegalArgumentException(
                    name + " must be between 0 and " + Timestamps.MAX_DURATION + " ms, but is " + millis + " ms");
        }
        return millis;
    }

    private static long millis(String name, Duration duration) {
        try {
            return duration.toMillis();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(name + " is too long: " + duration, e);
        }
    }
}
