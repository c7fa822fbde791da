// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

/**
 * A window: a half-open interval {@code [start, end)} of event time, of the ordinals of a key's elements, or everything.
 *
 * @param domain what {@code start} and {@code end} count
 * @param start the first timestamp (or ordinal) inside
 * @param end the first timestamp (or ordinal) after it
 */
public record Window(Domain domain, long start, long end) {
    /** The one window of {@link GlobalWindow}; its bounds are the ends of {@code long} (rule N5). */
    public static final Window GLOBAL = new Window(Domain.GLOBAL, Long.MIN_VALUE, Long.MAX_VALUE);

    /** What the bounds of a window count. */
    public enum Domain {
        /** Epoch milliseconds of event time. */
        TIME,
        /** Ordinals of the elements of one key, from 0. */
        COUNT,
        /** Nothing: there is only one window. */
        GLOBAL
    }

    /** The event-time window {@code [start, end)}. */
    public static Window time(long start, long end) {
        return new Window(Domain.TIME, start, end);
    }

    /** The count window of the ordinals {@code [from, to)}. */
    public static Window count(long from, long to) {
        return new Window(Domain.COUNT, from, to);
    }

    /** The length in seconds of event time, by which rates divide (rule A3); {@code NaN} for a count window and the global one, which have none. */
    public double seconds() {
        return domain == Domain.TIME ? ((double) end - (double) start) / 1000.0 : Double.NaN;
    }
}
