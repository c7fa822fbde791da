// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class ScalingReportTest {
    private static final ScalingSize SMALL = new ScalingSize(20, 1_000, 12_000, AggregateSet.CHEAP);

    @ParameterizedTest
    @EnumSource(ScalingDimension.class)
    void panes_are_those_of_a_naive_computation(ScalingDimension dimension) {
        for (ScalingPoint point : dimension.points(SMALL)) {
            Call[] input = point.input(point.elements(), 5);

            Measurement pass = point.measure(input, AggregateSet.CHEAP);

            Checksum expected = naive(dimension, point, input);
            assertThat(pass.panes()).as("%s %s", dimension, point.label()).isEqualTo(expected.panes());
            assertThat(pass.checksum()).as("%s %s", dimension, point.label()).isEqualTo(expected.value());
        }
    }

    private static Checksum naive(ScalingDimension dimension, ScalingPoint point, Call[] input) {
        Checksum expected = new Checksum();
        switch (dimension) {
            case KEYS_TUMBLING -> sliding(input, input.length / 2, 1, expected);
            case KEYS_SESSIONS -> sessions(input, 2L * input.length, expected);
            case OVERLAP -> sliding(input, Duration.ofHours(1).toMillis(), point.times(), expected);
            case DISORDER, PARALLELISM -> sliding(input, 10_000, 1, expected);
            case VIEWS_EQUAL, VIEWS_DIFFERENT -> {
                for (int view = 1; view <= point.times(); view++) {
                    sliding(input, dimension == ScalingDimension.VIEWS_EQUAL ? 10_000 : 10_000 * view, 1, expected);
                }
            }
        }
        return expected;
    }

    /** Count, sum and maximum of what is put together. */
    private static final class Stats {
        private long count;
        private double sum;
        private double max;

        void add(double value) {
            count++;
            sum += value;
            max = Math.max(max, value);
        }

        void addTo(Checksum checksum, String key, long start, long end) {
            checksum.pane(key.hashCode(), start, end, count, sum, max);
        }
    }

    private static void sliding(Call[] input, long size, int overlap, Checksum expected) {
        long slide = size / overlap;
        Map<String, Map<Long, Stats>> keys = new HashMap<>();
        for (Call call : input) {
            long newest = Math.floorDiv(call.timestamp(), slide) * slide;
            for (long start = newest; start > call.timestamp() - size; start -= slide) {
                keys.computeIfAbsent(call.key(), absent -> new HashMap<>())
                        .computeIfAbsent(start, absent -> new Stats())
                        .add(call.latency());
            }
        }
        keys.forEach(
                (key, windows) -> windows.forEach((start, stats) -> stats.addTo(expected, key, start, start + size)));
    }

    private static void sessions(Call[] input, long gap, Checksum expected) {
        Map<String, List<Call>> keys = new TreeMap<>();
        for (Call call : input) {
            keys.computeIfAbsent(call.key(), absent -> new ArrayList<>()).add(call);
        }
        // All of a key are less than the gap apart.
        keys.forEach((key, calls) -> {
            Stats stats = new Stats();
            calls.forEach(call -> stats.add(call.latency()));
            stats.addTo(
                    expected,
                    key,
                    calls.stream().mapToLong(Call::timestamp).min().orElseThrow(),
                    calls.stream().mapToLong(Call::timestamp).max().orElseThrow() + gap);
        });
    }

    @Test
    void a_pass_whose_panes_lack_elements_is_refused() {
        ScalingPoint right = ScalingDimension.OVERLAP.points(SMALL).get(1);
        ScalingPoint wrong = new ScalingPoint(
                right.label(), right.keys(), right.elements(), right.delay(), 1, right.times() + 1, right.views());
        Call[] input = right.input(1_000, 5);

        assertThatThrownBy(() -> wrong.measure(input, AggregateSet.CHEAP))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("7 times 1000");
    }

    @Test
    void every_dimension_has_a_table_and_a_chart(@TempDir Path directory) throws IOException {
        int code = new CommandLine(new ScalingReport())
                .execute(
                        "--elements=20000",
                        "--most-keys=1000",
                        "--seconds=0.001",
                        "--rounds=1",
                        "--output=" + directory);

        assertThat(code).isZero();
        String report = Files.readString(directory.resolve("scaling.md"));
        String csv = Files.readString(directory.resolve("scaling.csv"));
        for (ScalingDimension dimension : ScalingDimension.values()) {
            assertThat(report).contains("**" + dimension.title() + "**");
            assertThat(csv).contains("\n" + dimension.id() + ",\"");
            assertThat(Files.readString(directory.resolve("scaling-" + dimension.id() + ".svg")))
                    .contains(dimension.title());
        }
    }
}
