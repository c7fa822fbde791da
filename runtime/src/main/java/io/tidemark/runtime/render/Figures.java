// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.render;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers and times as people read them. */
public final class Figures {
    private static final long FIRST_YEAR_0 =
            Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST_YEAR_9999 =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Figures() {}

    /** {@code 1,234,567}. */
    public static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code number} with {@code decimals} digits after the point. */
    public static String decimal(double number, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", number + 0.0);
    }

    /** How many decimals a column needs whose largest number is {@code largest}: three or four digits that say something. */
    public static int decimals(double largest) {
        if (largest >= 1000 || largest == 0) {
            return 0;
        }
        if (largest >= 100) {
            return 1;
        }
        return largest >= 1 ? 2 : 4;
    }

    /** RFC 3339 in UTC, no finer than needed; what RFC 3339 cannot write stays a number. */
    public static String time(long millis) {
        if (millis < FIRST_YEAR_0 || millis > LAST_YEAR_9999) {
            return millis == Long.MIN_VALUE ? "-" : millis == Long.MAX_VALUE ? "end" : Long.toString(millis);
        }
        Instant instant = Instant.ofEpochMilli(millis);
        return (millis % 1000 == 0 ? instant.truncatedTo(ChronoUnit.SECONDS) : instant).toString();
    }

    /** {@code 1.5 MB}: powers of 1000. */
    public static String bytes(double bytes) {
        int unit = 0;
        double left = bytes;
        while (left >= 1000 && unit < BYTE_UNITS.length - 1) {
            left /= 1000;
            unit++;
        }
        return decimal(left, unit == 0 || left >= 100 ? 0 : 1) + " " + BYTE_UNITS[unit];
    }

    /** {@code 1h 02m}, {@code 3m 20s} or {@code 12s}. */
    public static String span(long seconds) {
        if (seconds >= 3600) {
            return String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds / 60 % 60);
        }
        return seconds >= 60 ? String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60) : seconds + "s";
    }
}
