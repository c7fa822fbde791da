// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import java.time.Instant;
import java.time.zone.ZoneRules;

/**
 * Finds the boundaries of windows aligned to local time by walking along the time line and watching the clock on the wall.
 *
 * <p>An instant is a boundary when the clock shows a multiple of the size there, or jumps over one there. All instants at which anything can happen are multiples
 * of a step.
 */
record LocalTimeWalk(long size, long offset, ZoneRules rules) {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long YEAR_1972 = 730 * 24 * 60 * MINUTE;

    Bounds around(long t) {
        long step = step(t);
        long start = Math.floorDiv(t, step) * step;
        while (!isBoundary(start)) {
            start -= step;
        }
        long end = Math.floorDiv(t, step) * step + step;
        while (!isBoundary(end)) {
            end += step;
        }
        return new Bounds(start, end);
    }

    /** Since 1972 no zone has had an offset with seconds, nor changed it within a minute. */
    private long step(long t) {
        long step = t < YEAR_1972 ? SECOND : MINUTE;
        while (size % step != 0 || offset % step != 0) {
            step /= 2;
        }
        return step;
    }

    private boolean isBoundary(long instant) {
        long shownBefore = instant + offsetAt(instant - 1);
        long shown = instant + offsetAt(instant);
        if (Math.floorMod(shown - offset, size) == 0) {
            return true;
        }
        for (long skipped = shownBefore; skipped < shown; skipped += SECOND) {
            if (Math.floorMod(skipped - offset, size) == 0) {
                return true;
            }
        }
        return false;
    }

    private long offsetAt(long instant) {
        return rules.getOffset(Instant.ofEpochMilli(instant)).getTotalSeconds() * SECOND;
    }
}
