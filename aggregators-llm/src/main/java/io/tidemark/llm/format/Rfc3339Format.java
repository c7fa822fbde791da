// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import java.nio.charset.StandardCharsets;

/**
 * Texts as RFC 3339 has them, {@code 2023-11-16T18:17:03.979+01:00}; numbers are epoch milliseconds.
 *
 * <p>The zone is required. {@code T} and {@code Z} may be lower case, and a space may stand for {@code T} (section 5.6). A leap second, {@code 23:59:60} in UTC, is the
 * first instant of the next day, since epoch time has no name for it.
 */
record Rfc3339Format() implements TimestampFormat {
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int DATE_AND_TIME = "2023-11-16T18:17:03".length();

    @Override
    public long integer(long number) {
        return EPOCH_MILLIS.integer(number);
    }

    @Override
    public long decimal(String number) {
        return EPOCH_MILLIS.decimal(number);
    }

    @Override
    public long text(String text) {
        // What is not in Latin-1 becomes a question mark, which stands nowhere in a time.
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return text(bytes, 0, bytes.length);
    }

    @Override
    public long text(byte[] text, int from, int to) {
        if (to - from <= DATE_AND_TIME || !hasSeparators(text, from)) {
            return UNREADABLE;
        }
        int point = from + DATE_AND_TIME;
        int fraction = text[point] == '.' ? fractionEnd(text, point, to) : point;
        int offset = fraction < 0 ? Integer.MIN_VALUE : offsetMinutes(text, fraction, to);
        long days = days(digits(text, from, 4), digits(text, from + 5, 2), digits(text, from + 8, 2));
        int seconds =
                secondOfDay(digits(text, from + 11, 2), digits(text, from + 14, 2), digits(text, from + 17, 2), offset);
        if (offset == Integer.MIN_VALUE || days == Long.MIN_VALUE || seconds < 0) {
            return UNREADABLE;
        }
        return (days * SECONDS_OF_DAY + seconds - offset * 60L) * 1000 + millis(text, point, fraction);
    }

    private static boolean hasSeparators(byte[] text, int from) {
        byte t = text[from + 10];
        return text[from + 4] == '-'
                && text[from + 7] == '-'
                && (t == 'T' || t == 't' || t == ' ')
                && text[from + 13] == ':'
                && text[from + 16] == ':';
    }

    /** The number of {@code count} digits at {@code at}, or -1. */
    private static int digits(byte[] text, int at, int count) {
        int number = 0;
        for (int i = at; i < at + count; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Where the digits after the {@code point} end, or -1 when there are none or nothing follows. */
    private static int fractionEnd(byte[] text, int point, int to) {
        int end = point + 1;
        while (end < to && text[end] >= '0' && text[end] <= '9') {
            end++;
        }
        return end == point + 1 || end == to ? -1 : end;
    }

    /** The first three digits after the {@code point}; the rest is below a millisecond. */
    private static int millis(byte[] text, int point, int fractionEnd) {
        int millis = 0;
        for (int i = point + 1; i <= point + 3; i++) {
            millis = millis * 10 + (i < fractionEnd ? text[i] - '0' : 0);
        }
        return millis;
    }

    /** Minutes east of UTC, read at {@code at} up to the end of the text, or {@code Integer.MIN_VALUE}. */
    private static int offsetMinutes(byte[] text, int at, int to) {
        byte sign = text[at];
        if (sign == 'Z' || sign == 'z') {
            return to == at + 1 ? 0 : Integer.MIN_VALUE;
        }
        if ((sign != '+' && sign != '-') || to != at + 6 || text[at + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = digits(text, at + 1, 2);
        int minutes = digits(text, at + 4, 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    /** The second of the local day, or -1. */
    private static int secondOfDay(int hour, int minute, int second, int offset) {
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return -1;
        }
        int minuteOfDay = hour * 60 + minute;
        boolean last = Math.floorMod(minuteOfDay - offset, 1440) == 1439;
        return second == 60 && !last ? -1 : minuteOfDay * 60 + second;
    }

    /** Days since 1970 of a Gregorian date, or {@code Long.MIN_VALUE} when there is no such day. */
    private static long days(int year, int month, int day) {
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) {
            return Long.MIN_VALUE;
        }
        // "days_from_civil" of Howard Hinnant, chrono-Compatible Low-Level Date Algorithms: years begin in March, so
        // the leap day is the last, and the days before
        // a month are a linear function, rounded.
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    private static int lengthOfMonth(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }
}
