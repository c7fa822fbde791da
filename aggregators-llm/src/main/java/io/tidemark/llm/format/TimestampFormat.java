// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import java.time.ZoneId;

/**
 * How a timestamp is written. Every reading floors fractions of a millisecond, also before 1970, and answers epoch milliseconds, or {@link #UNREADABLE},
 * or {@link #OUT_OF_RANGE} for what lies outside {@code [-2^62, 2^62]} (rule T1).
 */
public sealed interface TimestampFormat permits EpochFormat, Rfc3339Format, PatternFormat {
    /** What cannot be read; no valid timestamp. */
    long UNREADABLE = Long.MIN_VALUE;

    /** What is too far away; no valid timestamp. */
    long OUT_OF_RANGE = Long.MAX_VALUE;

    /** Texts are RFC 3339 with a zone, numbers are epoch milliseconds: the default. */
    TimestampFormat RFC_3339 = new Rfc3339Format();

    /** Numbers, also as text, are milliseconds since 1970. */
    TimestampFormat EPOCH_MILLIS = new EpochFormat(0);

    /** Numbers, also as text, are seconds since 1970, fractions allowed. */
    TimestampFormat EPOCH_SECONDS = new EpochFormat(3);

    /**
     * Texts as a pattern of {@link java.time.format.DateTimeFormatter} says, for example {@code yyyy-MM-dd HH:mm:ss.SSSSSSS}.
     *
     * @param zone holds where the pattern has no zone or offset; of a local time that comes twice, the first
     * @throws IllegalArgumentException when it is no pattern, or does not tell an instant
     */
    static TimestampFormat pattern(String pattern, ZoneId zone) {
        return PatternFormat.of(pattern, zone);
    }

    /** {@code rfc3339}, {@code epoch_ms}, {@code epoch_s}, or a pattern in {@code zone}. */
    static TimestampFormat named(String name, ZoneId zone) {
        return switch (name) {
            case "rfc3339" -> RFC_3339;
            case "epoch_ms" -> EPOCH_MILLIS;
            case "epoch_s" -> EPOCH_SECONDS;
            default -> pattern(name, zone);
        };
    }

    /** Reads a text. */
    long text(String text);

    /** Reads the ASCII text in {@code [from, to)} of {@code ascii}. */
    long text(byte[] ascii, int from, int to);

    /** Reads a whole number. */
    long integer(long number);

    /** Reads any other number, written as in JSON. */
    long decimal(String number);
}
