// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.generate;

/**
 * When each of a row of events is due. It is computed from the beginning, not from the event before: what was late is caught up with, and nothing drifts.
 *
 * @param perSecond how many a second; infinity makes all of them due at once
 * @param begin when the first one is due, in nanoseconds of a clock that never goes back
 */
record Pace(double perSecond, long begin) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    /** How many are due by {@code now}. */
    long due(long now) {
        return perSecond == Double.POSITIVE_INFINITY
                ? Long.MAX_VALUE
                : 1 + (long) ((now - begin) * (perSecond / NANOS_PER_SECOND));
    }

    /** For how long to wait after {@code sent} of them, in milliseconds, 1 or more. */
    long millisUntilNext(long sent, long now) {
        double next = sent / perSecond * NANOS_PER_SECOND;
        return Math.max(1, (long) ((next - (now - begin)) / NANOS_PER_MILLI));
    }
}
