// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** A civil unit of time. */
public enum CalendarUnit {
    /** From midnight to midnight. */
    DAY,
    /** From Monday to Monday (ISO 8601). */
    WEEK,
    /** From the first to the first. */
    MONTH,
    /** From January 1 to January 1. */
    YEAR;

    /** The first day of the unit that holds {@code date}. */
    LocalDate floor(LocalDate date) {
        return switch (this) {
            case DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case YEAR -> date.withDayOfYear(1);
        };
    }

    /** The first day of the next unit, when {@code floor} is the first day of one. */
    LocalDate next(LocalDate floor) {
        return switch (this) {
            case DAY -> floor.plusDays(1);
            case WEEK -> floor.plusWeeks(1);
            case MONTH -> floor.plusMonths(1);
            case YEAR -> floor.plusYears(1);
        };
    }
}
