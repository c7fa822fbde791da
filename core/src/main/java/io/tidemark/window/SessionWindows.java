// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

import io.tidemark.time.Durations;
import java.time.Duration;

/**
 * Sessions: runs of a key's elements no further apart than a gap (rule N4).
 *
 * <p>An element opens {@code [t, t + gap)}, which merges with the live sessions of its key that overlap or touch it. With gap 5, elements at 2 and 7 are
 * one session {@code [2, 12)}: {@code [2, 7)} and {@code [7, 12)} touch. Elements at 2 and 8 are two.
 *
 * <p>With a maximum duration, a merge that would be longer is not made; then sessions of one key may overlap.
 *
 * @param gap ms
 * @param maxDuration the longest {@code end - start} that a merge may make, ms, at least the gap; {@link Long#MAX_VALUE} for none
 * @param mergeTouching whether sessions that only touch merge
 */
public record SessionWindows(long gap, long maxDuration, boolean mergeTouching) implements Windowing<Object> {
    /** Checks the gap and the duration. */
    public SessionWindows {
        Durations.positive("gap", gap);
        if (maxDuration < gap) {
            throw new IllegalArgumentException(
                    "max_duration must be at least the gap of " + gap + " ms, but is " + maxDuration + " ms");
        }
    }

    /** Sessions that end after {@code gap} without an element. */
    public static SessionWindows withGap(Duration gap) {
        return new SessionWindows(Durations.positiveMillis("gap", gap), Long.MAX_VALUE, true);
    }

    /** The same sessions, none merged beyond {@code duration}. */
    public SessionWindows withMaxDuration(Duration duration) {
        return new SessionWindows(gap, Durations.positiveMillis("max_duration", duration), mergeTouching);
    }

    /** The same sessions, but those that only touch stay apart. */
    public SessionWindows keepTouchingApart() {
        return new SessionWindows(gap, maxDuration, false);
    }

    /** Whether {@code [start, end)} and {@code [otherStart, otherEnd)} overlap or, if that counts, touch. */
    public boolean meets(long start, long end, long otherStart, long otherEnd) {
        return mergeTouching ? start <= otherEnd && otherStart <= end : start < otherEnd && otherStart < end;
    }
}
