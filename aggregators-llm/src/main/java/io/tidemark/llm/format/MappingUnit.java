// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The unit in which a record has a value, and so how it becomes the one of {@link CallField}: exactly, by moving the point of the number as it was written; times floor to
 * the millisecond (rule T1).
 *
 * <p>Numbers may stand in quotes. What cannot be converted, as a text where a number should be, stays as it is: an aggregate of numbers then counts it as skipped.
 */
public enum MappingUnit {
    /** As it is. */
    TEXT(Measure.TEXT, 0),
    /** A number. */
    NUMBER(Measure.NUMBER, 0),
    /** Hundredths. */
    PERCENT(Measure.NUMBER, -2),
    /** A truth value, also as text or as 0 and 1. */
    BOOLEAN(Measure.FLAG, 0),
    /** Milliseconds. */
    MS(Measure.DURATION, 0),
    /** Seconds. */
    S(Measure.DURATION, 3),
    /** Microseconds. */
    US(Measure.DURATION, -3),
    /** Nanoseconds. */
    NS(Measure.DURATION, -6),
    /** Tokens. */
    TOKENS(Measure.TOKENS, 0),
    /** Thousands of tokens. */
    THOUSAND_TOKENS(Measure.TOKENS, 3),
    /** US dollars. */
    USD(Measure.MONEY, 0),
    /** Hundredths of a US dollar. */
    CENTS(Measure.MONEY, -2),
    /** Millionths of a US dollar. */
    MICRO_USD(Measure.MONEY, -6),
    /** Billionths of a US dollar. */
    NANO_USD(Measure.MONEY, -9),
    /** A text as RFC 3339 has it, with a zone; numbers are epoch milliseconds. */
    RFC3339(Measure.TIME, 0),
    /** Seconds since 1970. */
    EPOCH_S(Measure.TIME, 0),
    /** Milliseconds since 1970. */
    EPOCH_MS(Measure.TIME, 0),
    /** Microseconds since 1970. */
    EPOCH_US(Measure.TIME, 0),
    /** Nanoseconds since 1970. */
    EPOCH_NS(Measure.TIME, 0);

    private final Measure measure;
    private final int shift;

    MappingUnit(Measure measure, int shift) {
        this.measure = measure;
        this.shift = shift;
    }

    /** What is measured; the first unit of each is the usual one. */
    public enum Measure {
        /** Names and identifiers. */
        TEXT,
        /** A number without a unit. */
        NUMBER,
        /** Yes or no. */
        FLAG,
        /** A span of time: milliseconds here. */
        DURATION,
        /** A count of tokens. */
        TOKENS,
        /** US dollars. */
        MONEY,
        /** An instant: epoch milliseconds here. */
        TIME;

        /** The units there are for it, the usual one first. */
        public List<MappingUnit> units() {
            return Arrays.stream(MappingUnit.values())
                    .filter(unit -> unit.measure == this)
                    .toList();
        }
    }

    /** The name in files. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The unit of that name. */
    static Optional<MappingUnit> named(String name) {
        return Arrays.stream(values())
                .filter(unit -> unit.wireName().equals(name))
                .findFirst();
    }

    /** What it measures. */
    public Measure measure() {
        return measure;
    }

    /** By how many digits to move the point to the right. */
    int shift() {
        return shift;
    }

    /** How an instant is written. */
    TimestampFormat format() {
        return switch (this) {
            case EPOCH_S -> TimestampFormat.EPOCH_SECONDS;
            case EPOCH_MS -> TimestampFormat.EPOCH_MILLIS;
            case EPOCH_US -> EpochFormat.MICROS;
            case EPOCH_NS -> EpochFormat.NANOS;
            default -> TimestampFormat.RFC_3339;
        };
    }

    /** Whether a decimal is needed as it was written. */
    boolean needsText() {
        return shift != 0 || measure == Measure.TIME;
    }
}
