// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingTest {
    private static final long MILLI = 1_000_000;

    private final Laps laps = new Laps(Telemetry.steady(7, 5_000, 3));
    private long nanos;

    @Test
    void the_element_that_moves_the_watermark_so_far_is_the_first_one() {
        for (long watermark = laps.timestamp(0); watermark < laps.timestamp(14_000); watermark += 97) {
            long number = 0;
            while (laps.timestamp(number) - Telemetry.DELAY < watermark) {
                number++;
            }
            assertThat(laps.reaching(watermark)).as("watermark %d", watermark).isEqualTo(number);
        }
    }

    @Test
    void an_element_is_not_due_before_its_time() {
        Timing timing = new Timing(laps, 1_000, 0, 5_000, true, () -> nanos);
        nanos = 7;
        timing.begin();

        nanos += 20 * MILLI - 1;
        assertThat(timing.isDue(19)).isTrue();
        assertThat(timing.isDue(20)).isFalse();
        nanos++;
        assertThat(timing.isDue(20)).isTrue();
        assertThat(timing.isDue(21)).isFalse();
    }

    @Test
    void a_source_waits_until_an_element_is_due() {
        // The clock goes on whenever somebody looks.
        Timing timing = new Timing(laps, 1_000, 0, 5_000, true, () -> nanos += MILLI / 4);
        timing.begin();

        timing.await(2);

        assertThat(nanos).isBetween(2 * MILLI, 3 * MILLI);
    }

    @Test
    void without_a_pace_all_elements_are_due() {
        assertThat(Timing.none().isDue(Long.MAX_VALUE - 1)).isTrue();
        assertThat(Timing.none().timesElements()).isFalse();
    }

    @Test
    void panes_are_as_late_as_the_element_that_lets_them_fire_is_old() {
        long end = laps.timestamp(0) + 2_000;
        long trigger = laps.reaching(end);
        Timing timing = new Timing(laps, 100_000, trigger, 10_000, true, () -> nanos);
        timing.begin();
        nanos = trigger * 10_000;
        PaneTimes one = timing.sink();
        PaneTimes other = timing.sink();

        nanos += 10 * MILLI;
        one.pane(end);
        nanos += 20 * MILLI;
        one.pane(end);
        nanos += 30 * MILLI;
        other.pane(end);
        one.pane(laps.timestamp(0) - Telemetry.DELAY);
        one.pane(laps.timestamp(9_999) + 10_000);

        assertThat(timing.panes().count()).isEqualTo(3);
        assertThat(timing.panes().p50()).isEqualTo(30);
        assertThat(timing.firstPanes().count()).isEqualTo(1);
        assertThat(timing.firstPanes().longest()).isEqualTo(10);
        assertThat(timing.lastPanes().count()).isEqualTo(1);
        assertThat(timing.lastPanes().longest()).isEqualTo(60);
    }

    @Test
    void so_many_elements_of_each_second_are_timed() {
        Timing timing = new Timing(laps, 320_000, 32, 64, true, () -> nanos);
        timing.begin();
        for (int number = 0; number < 64; number++) {
            nanos = number * (MILLI + 3_125);
            timing.applied();
        }

        assertThat(timing.elements().count()).isEqualTo(2);
        assertThat(timing.elements().p50()).isEqualTo(32);
        assertThat(timing.elements().longest()).isEqualTo(48);
    }

    @Test
    void the_nearest_rank_is_told() {
        Delays even = new Delays();
        Delays odd = new Delays();
        for (int millis = 20_000; millis >= 1; millis--) {
            (millis % 2 == 0 ? even : odd).add(millis * MILLI);
        }

        assertThat(Delays.summary(List.of(even, odd)))
                .isEqualTo(new Delays.Summary(20_000, 10_000, 19_000, 19_800, 19_980, 20_000));
        assertThat(new Delays().summary().longest()).isNaN();
    }

    @Test
    void a_paced_run_times_all_that_is_after_the_beginning_and_changes_no_pane() throws IOException {
        PacedRun run = new PacedRun(Query.TUMBLING_10_S, 1);
        Measurement atOnce = run.run(laps, 100_000, Timing.none());
        Timing timing = Timing.of(laps, 200_000, 50_000, 100_000, true);

        Measurement paced = run.run(laps, 100_000, timing);

        assertThat(paced.checksum()).isEqualTo(atOnce.checksum());
        assertThat(paced.wallNanos()).isGreaterThan(499_000_000);
        long begin = laps.input().timestamps()[0];
        long ends = Arrays.stream(new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
                .map(n -> Math.floorDiv(begin, 10_000) * 10_000 + n * 10_000)
                .filter(end -> laps.reaching(end) >= 50_000 && laps.reaching(end) < 100_000)
                .count();
        assertThat(timing.firstPanes().count()).isEqualTo((int) ends);
        assertThat(timing.panes().count()).isEqualTo((int) ends * 7);
        assertThat(timing.elements().count()).isEqualTo(5_000);
    }
}
