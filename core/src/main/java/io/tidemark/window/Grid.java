// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

import io.tidemark.time.Timestamps;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/** An ascending set of instants that cuts all time into side-by-side intervals. */
interface Grid {
    /** The largest boundary at or before {@code timestamp}. */
    long floor(long timestamp);

    /** The smallest boundary after {@code timestamp}. */
    long next(long timestamp);

    /** The first instants of the days, weeks, months or years of a zone. */
    record Civil(CalendarUnit unit, ZoneId zone) implements Grid {
        @Override
        public long floor(long timestamp) {
            return startOf(unitAt(timestamp));
        }

        @Override
        public long next(long timestamp) {
            LocalDate date = unit.next(unitAt(timestamp));
            while (startOf(date) <= timestamp) {
                date = unit.next(date);
            }
            return startOf(date);
        }

        /**
         * The unit whose interval holds {@code timestamp}. Where clocks went back over midnight (Goose Bay did so at 00:01), the local date returns to
         * yesterday after today has begun; today, once begun, stays.
         */
        private LocalDate unitAt(long timestamp) {
            LocalDate date = unit.floor(LocalDate.ofInstant(Instant.ofEpochMilli(timestamp), zone));
            for (LocalDate next = unit.next(date); startOf(next) <= timestamp; next = unit.next(next)) {
                date = next;
            }
            return date;
        }

        private long startOf(LocalDate date) {
            return date.atStartOfDay(zone).toInstant().toEpochMilli();
        }
    }

    /**
     * The instants whose local time of day is a multiple of {@code size} after {@code offset}.
     *
     * <p>Where clocks go forward over such a time, the moment of the change stands for it; where they go back, a time that comes twice is a boundary twice.
     * So quarter hours stay quarter hours through the night of a change, and a quarter of a day has five or seven hours.
     */
    record TimeOfDay(long size, long offset, ZoneRules rules) implements Grid {
        @Override
        public long floor(long timestamp) {
            long shift = shiftAt(timestamp);
            long boundary = Timestamps.floor(timestamp + shift, size, offset) - shift;
            @Nullable ZoneOffsetTransition change = rules.previousTransition(Instant.ofEpochMilli(timestamp + 1));
            if (change == null || boundary >= millis(change)) {
                return boundary;
            }
            return isBoundary(change) ? millis(change) : floor(millis(change) - 1);
        }

        @Override
        public long next(long timestamp) {
            long shift = shiftAt(timestamp);
            long boundary = Timestamps.floor(timestamp + shift, size, offset) + size - shift;
            @Nullable ZoneOffsetTransition change = rules.nextTransition(Instant.ofEpochMilli(timestamp));
            if (change == null || boundary < millis(change)) {
                return boundary;
            }
            return isBoundary(change) ? millis(change) : next(millis(change));
        }

        private boolean isBoundary(ZoneOffsetTransition change) {
            long localBefore = millis(change) + change.getOffsetBefore().getTotalSeconds() * 1000L;
            long localAfter = millis(change) + change.getOffsetAfter().getTotalSeconds() * 1000L;
            long last = Timestamps.floor(localAfter, size, offset);
            return last == localAfter || (change.isGap() && last >= localBefore);
        }

        private long shiftAt(long timestamp) {
            return rules.getOffset(Instant.ofEpochMilli(timestamp)).getTotalSeconds() * 1000L;
        }

        private static long millis(ZoneOffsetTransition change) {
            return change.toEpochSecond() * 1000L;
        }
    }
}
