// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.window.AlignedWindows;
import io.tidemark.window.CalendarUnit;
import io.tidemark.window.CalendarWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlicesAtHandTest {
    private static final int KEY = 3;
    private static final int PLACES = 64;

    private final SlicesAtHand atHand = new SlicesAtHand();

    static Stream<AlignedWindows> windows() {
        return Stream.of(
                new TumblingWindows(10_000, 3_000, ZoneOffset.UTC),
                new TumblingWindows(1, 0, ZoneOffset.UTC),
                new TumblingWindows(3_600_000, 0, ZoneId.of("Europe/Berlin")),
                new SlidingWindows(70, 60, 7),
                new SlidingWindows(60_000, 1_000, 0),
                new SlidingWindows(10, 12, 0),
                CalendarWindows.of(CalendarUnit.MONTH, ZoneId.of("America/New_York")));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void whatever_is_found_is_the_slice_of_the_timestamp_and_no_window_of_it_is_complete(AlignedWindows windows) {
        long seed = Long.getLong("tidemark.seed", 5);
        Random random = new Random(seed);
        Map<Long, Slice> all = new HashMap<>();
        long span = 20 * (windows.sliceEnd(0) - windows.sliceStart(0)) + 100;
        long watermark = Long.MIN_VALUE;
        long now = random.nextBoolean() ? 1_795_000_000_000L : -span / 2;
        int found = 0;
        for (int i = 0; i < 5_000; i++) {
            long timestamp = now + random.nextLong(span);
            Slice slice = all.computeIfAbsent(windows.sliceStart(timestamp), at -> Slice.at(windows, timestamp));
            Slice answer = atHand.find(timestamp);
            if (answer != null) {
                found++;
                assertThat(answer).as("seed %d, step %d", seed, i).isSameAs(slice);
                assertThat(answer.firstEnd).as("seed %d, step %d", seed, i).isGreaterThan(watermark);
                assertThat(atHand.contains(slice)).isTrue();
            } else if (slice.firstEnd > watermark) {
                atHand.keep(slice);
                assertThat(atHand.find(timestamp)).isSameAs(slice);
            }
            if (random.nextInt(50) == 0) {
                watermark = now + span / 4;
                atHand.advanceWatermark(watermark);
                now += random.nextLong(span / 4);
            }
        }
        assertThat(found).as("seed %d: how many were found", seed).isGreaterThan(500);
    }

    @Test
    void slices_of_one_length_are_all_at_hand_as_far_as_there_are_places_wherever_the_first_one_was() {
        TumblingWindows windows = new TumblingWindows(10_000, 3_000, ZoneOffset.UTC);
        long start = windows.sliceStart(1_795_000_000_000L);
        int first = 40;
        atHand.keep(Slice.at(windows, start + first * 10_000L));
        for (int i = 0; i < PLACES; i++) {
            atHand.keep(Slice.at(windows, start + i * 10_000L));
        }
        for (int i = 0; i < PLACES; i++) {
            Slice at = atHand.find(start + i * 10_000L);
            assertThat(at).as("the first millisecond of slice %d", i).isNotNull();
            assertThat(atHand.find(start + i * 10_000L + 9_999)).isSameAs(at);
        }
        assertThat(atHand.find(start - 1)).isNull();
        assertThat(atHand.find(start + PLACES * 10_000L)).isNull();
    }

    @Test
    void rows_have_their_cells_found_up_to_the_first_that_has_none() {
        TumblingWindows windows = new TumblingWindows(10, 0, ZoneOffset.UTC);
        for (int i = 0; i < 5; i++) {
            Slice slice = Slice.at(windows, i * 10L);
            slice.cells.put(KEY, i + 1);
            atHand.keep(slice);
        }
        long[] timestamps = {42, 3, 19, 20, 39, 50, 1};
        KeyedRows rows = new KeyedRows();
        rows.fill(0, timestamps.length);
        for (int i = 0; i < timestamps.length; i++) {
            rows.keys()[i] = KEY;
        }
        int[] cells = new int[timestamps.length];
        assertThat(atHand.findCells(timestamps, rows, cells, 0, timestamps.length))
                .isEqualTo(5);
        assertThat(cells).startsWith(5, 1, 2, 3, 4);
        rows.keys()[2] = KEY + 1;
        assertThat(atHand.findCells(timestamps, rows, cells, 0, timestamps.length))
                .isEqualTo(2);
    }
}
