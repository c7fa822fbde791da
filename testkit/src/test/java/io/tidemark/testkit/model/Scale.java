// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where on the time line a case happens, and how long a step is. Steps are few and durations small multiples of them, so that boundaries are hit often.
 *
 * @param unit ms
 * @param base around which timestamps lie
 * @param clock where processing time begins
 * @param zone whose clock changes near the base, or any
 * @param civil whether days matter
 */
record Scale(long unit, long base, long clock, ZoneId zone, boolean civil) {
    private static final long QUARTER_HOUR = 900_000;
    private static final long LARGEST = 1L << 62;
    /** Changes at midnight, of half an hour, of two hours, of a whole day, at odd minutes; and two without any. */
    private static final List<String> ZONES = List.of(
            "America/New_York",
            "Europe/Berlin",
            "Australia/Lord_Howe",
            "America/Sao_Paulo",
            "America/Havana",
            "America/Goose_Bay",
            "America/St_Johns",
            "Africa/Cairo",
            "Asia/Beirut",
            "Asia/Tehran",
            "Asia/Kathmandu",
            "Antarctica/Troll",
            "Pacific/Apia",
            "Pacific/Chatham",
            "Africa/Casablanca",
            "UTC",
            "+05:30");

    static Scale random(Dice dice) {
        ZoneId zone = ZoneId.of(dice.of(ZONES));
        if (dice.chance(20)) {
            long base = nearChange(dice, zone);
            return new Scale(QUARTER_HOUR, base, clock(dice, base), zone, true);
        }
        long unit = dice.of(1L, 1L, 1L, 10L, 1000L, 60_000L);
        long base = dice.of(0L, 0L, 0L, -50L * unit, 1_700_000_000_000L, -1_000_000_000_007L, 86_400_000L);
        if (dice.chance(4)) {
            base = dice.of(LARGEST - 40 * unit, -LARGEST + 40 * unit);
        }
        return new Scale(unit, base, clock(dice, base), zone, false);
    }

    /** {@code from} to {@code to} units, sometimes one millisecond more or less. */
    long duration(Dice dice, int from, int to) {
        long odd = dice.chance(10) ? dice.between(-1, 1) : 0;
        return Math.max(1, dice.between(from, to) * unit + odd);
    }

    private static long clock(Dice dice, long base) {
        return dice.chance(50) ? base : dice.of(0L, -1000L, 1_700_000_000_000L);
    }

    private static long nearChange(Dice dice, ZoneId zone) {
        Instant from = Instant.ofEpochSecond(dice.between(315_532_800L, 1_900_000_000L));
        @Nullable ZoneOffsetTransition change = zone.getRules().nextTransition(from);
        return (change == null ? from : change.getInstant()).toEpochMilli();
    }
}
