// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.time.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.Locale;

/**
 * Texts as a pattern of {@code java.time} says; a date without a time is its first instant.
 *
 * @param pattern the pattern
 * @param zone holds where a text names none
 * @param formatter made of both
 */
record PatternFormat(String pattern, ZoneId zone, DateTimeFormatter formatter) implements TimestampFormat {
    /** Fields of a time of day; a strict reading leaves them alone where they do not tell one, as a minute without an hour. */
    private static final ChronoField[] TIMES =
            Arrays.stream(ChronoField.values()).filter(ChronoField::isTimeBased).toArray(ChronoField[]::new);

    static PatternFormat of(String pattern, ZoneId zone) {
        try {
            DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().appendPattern(pattern);
            if (pattern.indexOf('y') >= 0) {
                // "y" is a year of an era; without one, a strict reading refuses it.
                builder.parseDefaulting(ChronoField.ERA, 1);
            }
            DateTimeFormatter formatter = builder.toFormatter(Locale.ENGLISH)
                    .withZone(zone)
                    // The usual, smart style takes February 30 for the 28th.
                    .withResolverStyle(ResolverStyle.STRICT);
            PatternFormat format = new PatternFormat(pattern, zone, formatter);
            format.millis(formatter.parse(formatter.format(Instant.EPOCH.atZone(zone))));
            return format;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' is not a pattern of an instant, as java.time.format.DateTimeFormatter has them: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public long text(String text) {
        try {
            return millis(formatter.parse(text));
        } catch (DateTimeException e) {
            return UNREADABLE;
        }
    }

    @Override
    public long text(byte[] ascii, int from, int to) {
        return text(new String(ascii, from, to - from, StandardCharsets.ISO_8859_1));
    }

    @Override
    public long integer(long number) {
        return text(Long.toString(number));
    }

    @Override
    public long decimal(String number) {
        return text(number);
    }

    private long millis(TemporalAccessor parsed) {
        if (!parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            LocalDate date = parsed.query(TemporalQueries.localDate());
            if (date == null || Arrays.stream(TIMES).anyMatch(parsed::isSupported)) {
                throw new DateTimeException("it lacks the date or the time of day");
            }
            return date.atStartOfDay(zone).toInstant().toEpochMilli();
        }
        long seconds = parsed.getLong(ChronoField.INSTANT_SECONDS);
        if (Math.abs(seconds) > Timestamps.MAX / 1000 - 1) {
            return OUT_OF_RANGE;
        }
        return seconds * 1000 + parsed.get(ChronoField.MILLI_OF_SECOND);
    }
}
