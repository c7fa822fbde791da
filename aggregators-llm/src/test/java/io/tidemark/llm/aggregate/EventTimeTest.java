// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.element.Row;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The aggregates that go by event time. */
class EventTimeTest {
    /** "b" at 5. */
    private static final String TIMED_VALUE_OF_VERSION_1 = "0601620a";

    /** 8 at 1,000 and 2 at 3,000, with a half-life of 2,000: a weight of 1.5, a sum of 6. */
    private static final String DECAYED_MEAN_OF_VERSION_1 = "3ff80000000000004018000000000000f02e";

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Rows rows = new Rows();

    @Test
    void first_and_last_go_by_event_time_and_not_by_arrival() {
        Row[] calls = {at(20, "b"), at(10, "c"), at(30, "a"), at(15, null), at(25, new int[0]), at(40, 1e308 * 10)};
        assertThat(Rows.result(rows.function("first", "field", "x"), Rows.MINUTE, calls))
                .isEqualTo("c");
        assertThat(Rows.result(rows.function("last", "field", "x"), Rows.MINUTE, calls))
                .isEqualTo("a");
        assertThat(rows.binding.skippedByField()).containsEntry("x", 6L);
    }

    @Test
    void of_one_timestamp_the_least_is_first_and_the_greatest_last() {
        Row[] calls = {at(1, "b"), at(1, 7), at(1, true), at(1, false), at(1, "a"), at(1, 7.5), at(1, "b")};
        assertThat(Rows.result(rows.function("first", "field", "x"), Rows.MINUTE, calls))
                .isEqualTo(false);
        assertThat(Rows.result(rows.function("last", "field", "x"), Rows.MINUTE, calls))
                .isEqualTo("b");
    }

    @Test
    void of_one_timestamp_whole_numbers_and_others_have_one_order() {
        // As doubles all three would be equal, and who comes first would win.
        Row[] close = {at(1, Long.MAX_VALUE), at(1, 0x1p63), at(1, Long.MAX_VALUE - 1)};
        for (int i = 0; i < close.length; i++) {
            Collections.rotate(Arrays.asList(close), 1);
            assertThat(Rows.result(rows.function("last", "field", "x"), Rows.MINUTE, close))
                    .isEqualTo(0x1p63);
            assertThat(Rows.result(rows.function("first", "field", "x"), Rows.MINUTE, close))
                    .isEqualTo(Long.MAX_VALUE - 1);
        }
    }

    @Test
    void an_ema_is_the_mean_of_numbers_that_weigh_half_as_much_for_each_half_life() {
        Random random = seeds.random();
        for (int round = 0; round < 100; round++) {
            long halfLife = 1L + random.nextInt(100);
            List<Row> calls = new ArrayList<>();
            long newest = Long.MIN_VALUE;
            for (int i = 0; i <= random.nextInt(200); i++) {
                long time = random.nextInt(1_000_000) - 500_000L;
                newest = Math.max(newest, time);
                calls.add(at(time, random.nextInt(1_000)));
            }
            double sum = 0;
            double weights = 0;
            for (Row call : calls) {
                double weight = Math.pow(0.5, (newest - call.timestamp()) / (halfLife * 1_000.0));
                sum += weight * call.number(rows.binding.slot("x"));
                weights += weight;
            }
            Object ema = Rows.result(
                    rows.function("ema", "field", "x", "half_life_seconds", halfLife),
                    Rows.MINUTE,
                    calls.toArray(new Row[0]));
            assertThat((Double) ema).isCloseTo(sum / weights, within(1e-9 * sum / weights));
        }
    }

    @Test
    void an_ema_of_the_ends_of_time_is_a_number() {
        Row[] calls = {at(-(1L << 62), 5), at(1L << 62, 7), at(0, 1)};
        assertThat(Rows.result(rows.function("ema", "field", "x", "half_life_seconds", 1), Rows.MINUTE, calls))
                .isEqualTo(7.0);
    }

    @Test
    void rows_without_a_timestamp_are_skipped_and_counted() {
        for (String fn : List.of("first", "last")) {
            assertThat(Rows.result(rows.function(fn, "field", "x"), Rows.MINUTE, rows.row("x", 1)))
                    .isNull();
        }
        AggregateFunction<Row, Object, Object> ema = rows.function("ema", "field", "x", "half_life_seconds", 1);
        assertThat(Rows.result(ema, Rows.MINUTE, rows.row("x", 1))).isNull();
        assertThat(rows.binding.skippedByField()).containsEntry("x", 3L);
    }

    @Test
    void long_texts_are_cut() {
        String text = "x".repeat(TimedValue.MAX_TEXT);
        assertThat(Rows.result(rows.function("last", "field", "x"), Rows.MINUTE, at(1, text + "y")))
                .isEqualTo(text);
    }

    @Test
    void r3_the_bytes_of_version_1_stay_readable() throws IOException {
        TimedValue timed = new TimedValue();
        timed.offer(at(5, "b"), rows.binding.slot("x"), true);
        StateOutput out = new StateOutput();
        TimedValue.Codec.INSTANCE.write(timed, out);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(TIMED_VALUE_OF_VERSION_1);
        assertThat(TimedValue.Codec.INSTANCE
                        .read(in(TIMED_VALUE_OF_VERSION_1), 1)
                        .value())
                .isEqualTo("b");

        DecayedMean mean = new DecayedMean();
        mean.add(8, 1_000, 2_000);
        mean.add(2, 3_000, 2_000);
        out.reset();
        DecayedMean.Codec.INSTANCE.write(mean, out);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(DECAYED_MEAN_OF_VERSION_1);
        assertThat(DecayedMean.Codec.INSTANCE
                        .read(in(DECAYED_MEAN_OF_VERSION_1), 1)
                        .mean())
                .isEqualTo(4);
    }

    @Test
    void what_cannot_have_been_written_is_refused() {
        assertThatThrownBy(() -> TimedValue.Codec.INSTANCE.read(in("070000"), 1))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageStartingWith("these are not the bytes of a value with its time");
        assertThatThrownBy(() -> DecayedMean.Codec.INSTANCE.read(in("3fe00000000000004018000000000000f02e"), 1))
                .isInstanceOf(CorruptStateException.class)
                .hasMessage("these are not the bytes of a decayed mean: the weight is 0.5");
        assertThatThrownBy(() -> DecayedMean.Codec.INSTANCE.read(in("3ff8"), 1))
                .isInstanceOf(CorruptStateException.class);
    }

    private static StateInput in(String hex) {
        return new StateInput(HexFormat.of().parseHex(hex));
    }

    private Row at(long timestamp, @Nullable Object x) {
        Row row = rows.row("x", x);
        row.setTimestamp(timestamp);
        return row;
    }
}
