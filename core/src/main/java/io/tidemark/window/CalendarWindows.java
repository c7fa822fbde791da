// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

import java.time.ZoneId;

/**
 * Days, weeks (from Monday), months or years of a time zone, right across daylight saving: a day has 23, 24 or 25 hours (rule N3).
 *
 * @param unit the civil unit
 * @param zone whose civil time it is
 */
public record CalendarWindows(CalendarUnit unit, ZoneId zone) implements AlignedWindows {
    /** One window for each {@code unit} of {@code zone}. */
    public static CalendarWindows of(CalendarUnit unit, ZoneId zone) {
        return new CalendarWindows(unit, zone);
    }

    @Override
    public long sliceStart(long timestamp) {
        return grid().floor(timestamp);
    }

    @Override
    public long sliceEnd(long timestamp) {
        return grid().next(timestamp);
    }

    @Override
    public long nextEnd(long sliceStart, long after) {
        long end = grid().next(sliceStart);
        return end > after ? end : NO_END;
    }

    @Override
    public long startOf(long end) {
        return grid().floor(end - 1);
    }

    private Grid grid() {
        return new Grid.Civil(unit, zone);
    }
}
