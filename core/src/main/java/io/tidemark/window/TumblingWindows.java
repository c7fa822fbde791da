// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

import io.tidemark.time.Durations;
import io.tidemark.time.Timestamps;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Windows of one size, side by side, each timestamp in exactly one: {@code [..., [-5, 0), [0, 5), [5, 10), ...}, also before 1970 (rule N1).
 *
 * <p>With a time zone, the boundaries are the instants whose local time of day is a multiple of the size (rule N3): six-hour windows start at 00:00, 06:00,
 * 12:00 and 18:00 local time, and where the clocks are moved one of them has five or seven hours.
 *
 * @param size the length of a window, ms; with a zone other than UTC it divides a day
 * @param offset moves the grid, ms, may be negative
 * @param zone whose midnight the grid is aligned to
 */
public record TumblingWindows(long size, long offset, ZoneId zone) implements AlignedWindows {
    private static final long DAY = Duration.ofDays(1).toMillis();

    /** Checks the size, and that it divides a day when there is a zone. */
    public TumblingWindows {
        Durations.positive("size", size);
        zone = zone.normalized();
        offset = Math.floorMod(offset, size);
        if (!zone.equals(ZoneOffset.UTC) && DAY % size != 0) {
            throw new IllegalArgumentException(
                    "size must divide a day when a time_zone is given, but is " + size + " ms");
        }
    }

    /** Windows of {@code size}, aligned to 1970-01-01T00:00Z. */
    public static TumblingWindows of(Duration size) {
        return new TumblingWindows(Durations.positiveMillis("size", size), 0, ZoneOffset.UTC);
    }

    /** The same windows on a grid moved by {@code offset}. */
    public TumblingWindows withOffset(Duration offset) {
        return new TumblingWindows(size, offset.toMillis(), zone);
    }

    /** The same windows, aligned to midnight in {@code zone}. */
    public TumblingWindows in(ZoneId zone) {
        return new TumblingWindows(size, offset, zone);
    }

    @Override
    public long sliceStart(long timestamp) {
        return zone instanceof ZoneOffset fixed
                ? Timestamps.floor(timestamp, size, offset - fixed.getTotalSeconds() * 1000L)
                : timeOfDay().floor(timestamp);
    }

    @Override
    public long sliceEnd(long timestamp) {
        return zone instanceof ZoneOffset
                ? sliceStart(timestamp) + size
                : timeOfDay().next(timestamp);
    }

    @Override
    public long nextEnd(long sliceStart, long after) {
        long end = sliceEnd(sliceStart);
        return end > after ? end : NO_END;
    }

    @Override
    public long startOf(long end) {
        return sliceStart(end - 1);
    }

    private Grid timeOfDay() {
        return new Grid.TimeOfDay(size, offset, zone.getRules());
    }
}
