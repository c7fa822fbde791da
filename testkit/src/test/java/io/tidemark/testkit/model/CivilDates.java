// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.window.CalendarUnit;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Finds days, weeks, months and years by walking the calendar day by day. */
final class CivilDates {
    private CivilDates() {}

    /** Walks back to the latest first day that has begun by {@code t}, then on to the first one that begins after it. */
    static Bounds around(CalendarUnit unit, ZoneId zone, long t) {
        LocalDate date = Instant.ofEpochMilli(t).atZone(zone).toLocalDate().plusDays(2);
        while (!isFirst(unit, date) || begin(date, zone) > t) {
            date = date.minusDays(1);
        }
        long start = begin(date, zone);
        while (!isFirst(unit, date) || begin(date, zone) <= t) {
            date = date.plusDays(1);
        }
        return new Bounds(start, begin(date, zone));
    }

    private static boolean isFirst(CalendarUnit unit, LocalDate date) {
        return switch (unit) {
            case DAY -> true;
            case WEEK -> date.getDayOfWeek() == DayOfWeek.MONDAY;
            case MONTH -> date.getDayOfMonth() == 1;
            case YEAR -> date.getDayOfMonth() == 1 && date.getMonthValue() == 1;
        };
    }

    private static long begin(LocalDate date, ZoneId zone) {
        return ZonedDateTime.of(date, LocalTime.MIDNIGHT, zone).toInstant().toEpochMilli();
    }
}
