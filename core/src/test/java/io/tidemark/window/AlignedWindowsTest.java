// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.time.Timestamps;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlignedWindowsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    static Stream<AlignedWindows> all() {
        List<AlignedWindows> all = new ArrayList<>();
        all.add(TumblingWindows.of(Duration.ofMinutes(5)));
        all.add(TumblingWindows.of(Duration.ofMillis(7)).withOffset(Duration.ofMillis(-3)));
        all.add(SlidingWindows.of(Duration.ofMinutes(15), Duration.ofMinutes(1)));
        all.add(SlidingWindows.of(Duration.ofMillis(10), Duration.ofMillis(4)).withOffset(Duration.ofMillis(3)));
        all.add(SlidingWindows.of(Duration.ofMillis(7), Duration.ofMillis(7)));
        List<String> zones = List.of(
                "Europe/Berlin",
                "America/New_York",
                "America/Goose_Bay",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Africa/Casablanca",
                "Asia/Kathmandu",
                "America/Havana",
                "Asia/Gaza");
        for (String zone : zones) {
            for (CalendarUnit unit : CalendarUnit.values()) {
                all.add(CalendarWindows.of(unit, ZoneId.of(zone)));
            }
            for (Duration size :
                    List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1))) {
                all.add(TumblingWindows.of(size).in(ZoneId.of(zone)));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_laws_of_slices_hold(AlignedWindows windows) {
        long seed = Long.getLong("tidemark.seed", 5);
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            long t = timestamp(random);
            long start = windows.sliceStart(t);
            long end = windows.sliceEnd(t);
            assertThat(t).as("seed %d, %s", seed, windows).isBetween(start, end - 1);
            assertThat(windows.sliceStart(start)).isEqualTo(start);
            assertThat(windows.sliceStart(end - 1)).isEqualTo(start);
            assertThat(windows.sliceStart(end)).isEqualTo(end);
            assertThat(windows.sliceEnd(start)).isEqualTo(end);
            for (long e = windows.nextEnd(start, Long.MIN_VALUE);
                    e != AlignedWindows.NO_END;
                    e = windows.nextEnd(start, e)) {
                assertThat(windows.startOf(e)).isLessThanOrEqualTo(start);
                assertThat(e).isGreaterThanOrEqualTo(end);
            }
        }
    }

    private static long timestamp(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong() >> 1;
            case 1 -> random.nextInt(2000) - 1000L;
            default ->
                ZonedDateTime.of(1980 + random.nextInt(60), 1 + random.nextInt(12), 1, 0, 0, 0, 0, BERLIN)
                                .toInstant()
                                .toEpochMilli()
                        + random.nextInt(31 * 24 * 3600) * 1000L;
        };
    }

    @Test
    void n2_ten_minutes_by_one_gives_ten_windows() {
        long t = at("2024-01-01T12:05:30Z");
        List<Long> starts = new ArrayList<>();
        SlidingWindows.of(Duration.ofMinutes(10), Duration.ofMinutes(1))
                .assign("x", t, (start, end) -> starts.add(start));

        assertThat(starts).hasSize(10);
        assertThat(starts.get(0)).isEqualTo(at("2024-01-01T11:56:00Z"));
        assertThat(starts.get(9)).isEqualTo(at("2024-01-01T12:05:00Z"));
    }

    @Test
    void n1_windows_before_1970_are_aligned_downwards() {
        TumblingWindows windows = TumblingWindows.of(Duration.ofMillis(10)).withOffset(Duration.ofMillis(3));
        assertThat(windows.sliceStart(-1)).isEqualTo(-7);
        assertThat(windows.sliceStart(-8)).isEqualTo(-17);
    }

    @Test
    void t1_the_ends_of_valid_time_have_windows() {
        for (AlignedWindows windows : List.of(
                TumblingWindows.of(Duration.ofDays(1)), SlidingWindows.of(Duration.ofDays(2), Duration.ofDays(1)))) {
            for (long t : new long[] {Timestamps.MIN, Timestamps.MAX}) {
                assertThat(t).isBetween(windows.sliceStart(t), windows.sliceEnd(t) - 1);
            }
        }
    }

    @Test
    void n2_a_slide_longer_than_the_size_leaves_gaps() {
        List<Long> starts = new ArrayList<>();
        SlidingWindows windows = SlidingWindows.of(Duration.ofMillis(2), Duration.ofMillis(5));
        windows.assign("x", 3, (start, end) -> starts.add(start));
        assertThat(starts).isEmpty();
        windows.assign("x", 6, (start, end) -> starts.add(start));
        assertThat(starts).containsExactly(5L);
    }

    @Test
    void n3_a_day_has_23_24_or_25_hours() {
        CalendarWindows days = CalendarWindows.of(CalendarUnit.DAY, BERLIN);
        assertThat(hours(days, at("2024-03-31T12:00:00Z"))).isEqualTo(23);
        assertThat(hours(days, at("2024-06-30T12:00:00Z"))).isEqualTo(24);
        assertThat(hours(days, at("2024-10-27T12:00:00Z"))).isEqualTo(25);
    }

    @Test
    void n3_a_day_that_a_zone_skipped_has_no_window() {
        CalendarWindows days = CalendarWindows.of(CalendarUnit.DAY, ZoneId.of("Pacific/Apia"));
        long last = at("2011-12-30T09:00:00Z");
        assertThat(days.sliceEnd(last)).isEqualTo(at("2011-12-30T10:00:00Z"));
        assertThat(hours(days, at("2011-12-30T11:00:00Z"))).isEqualTo(24);
    }

    @Test
    void n3_a_quarter_of_a_day_is_an_hour_shorter_or_longer_when_clocks_change() {
        TumblingWindows quarters = TumblingWindows.of(Duration.ofHours(6)).in(BERLIN);
        assertThat(hours(quarters, at("2024-03-31T00:30:00Z"))).isEqualTo(5);
        assertThat(hours(quarters, at("2024-10-27T00:30:00Z"))).isEqualTo(7);
        assertThat(quarters.sliceStart(at("2024-07-01T09:00:00Z"))).isEqualTo(at("2024-07-01T04:00:00Z"));
    }

    @Test
    void n3_quarter_hours_stay_quarter_hours_when_clocks_go_back() {
        TumblingWindows quarters = TumblingWindows.of(Duration.ofMinutes(15)).in(BERLIN);
        for (long t = at("2024-10-26T22:00:00Z"); t < at("2024-10-27T03:00:00Z"); t += 60_000) {
            assertThat(quarters.sliceEnd(t) - quarters.sliceStart(t)).isEqualTo(15 * 60_000);
        }
    }

    @Test
    void n3_a_size_that_does_not_divide_a_day_takes_no_zone() {
        assertThatThrownBy(() -> TumblingWindows.of(Duration.ofHours(5)).in(BERLIN))
                .hasMessageContaining("size must divide a day");
    }

    private static long hours(AlignedWindows windows, long t) {
        return (windows.sliceEnd(t) - windows.sliceStart(t)) / 3_600_000;
    }

    private static long at(String instant) {
        return java.time.Instant.parse(instant).toEpochMilli();
    }
}
