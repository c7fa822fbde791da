// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.config.GeneratorConfig;
import io.tidemark.source.Positions;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GeneratorSourceTest {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\",\"timestamp\":\"([^\"]+)\"");

    private static GeneratorConfig config(long seed, double late, double twice, boolean paced) {
        return config(seed, late, twice, paced, 0);
    }

    private static GeneratorConfig config(long seed, double late, double twice, boolean paced, long backlog) {
        return new GeneratorConfig(
                seed,
                10,
                OptionalLong.of(2000),
                1_767_225_600_000L,
                List.of("a", "b", "c"),
                late,
                30_000,
                twice,
                2,
                paced,
                backlog);
    }

    @Test
    void a_seed_gives_the_same_records_each_time_and_another_seed_others() {
        assertThat(lines(config(1, 0.1, 0.05, false))).isEqualTo(lines(config(1, 0.1, 0.05, false)));
        assertThat(lines(config(2, 0.1, 0.05, false))).isNotEqualTo(lines(config(1, 0.1, 0.05, false)));
    }

    @Test
    void without_a_share_of_late_ones_timestamps_never_fall() {
        List<Instant> times = lines(config(1, 0, 0, false)).stream()
                .map(GeneratorSourceTest::time)
                .toList();

        assertThat(times).hasSize(2000).isSorted();
    }

    @Test
    void the_shares_of_late_and_of_repeated_events_are_about_what_was_asked_for() {
        List<String> lines = lines(config(1, 0.2, 0.1, false));
        Instant highest = Instant.MIN;
        int late = 0;
        for (String line : lines) {
            Instant time = time(line);
            late += time.compareTo(highest) < 0 ? 1 : 0;
            highest = time.compareTo(highest) > 0 ? time : highest;
        }

        assertThat(lines.size() - new HashSet<>(lines).size()).isBetween(150, 250);
        assertThat(late / (double) lines.size()).isBetween(0.2, 0.4);
        assertThat(new HashSet<>(lines.stream().map(line -> group(line, 1)).toList()))
                .hasSize(2000);
    }

    @Test
    void it_goes_on_where_positions_say() {
        List<String> all = lines(config(3, 0.1, 0.05, false));
        GeneratorSource first = new GeneratorSource(config(3, 0.1, 0.05, false), () -> 0);
        List<String> read = new ArrayList<>();
        first.open(Positions.BEGINNING);
        first.poll(record -> read.add(text(record)), 700);

        GeneratorSource second = new GeneratorSource(config(3, 0.1, 0.05, false), () -> 0);
        second.open(first.positions());
        drain(second, read);

        assertThat(read).isEqualTo(all);
    }

    @Test
    void offsets_rise_in_each_partition_without_a_gap() {
        Map<Integer, AtomicLong> next = Map.of(0, new AtomicLong(), 1, new AtomicLong());
        GeneratorSource source = new GeneratorSource(config(1, 0.1, 0.05, false), () -> 0);
        source.open(Positions.BEGINNING);
        while (source.poll(
                        record -> assertThat(record.offset())
                                .isEqualTo(Objects.requireNonNull(next.get(record.partition()))
                                        .getAndIncrement()),
                        100)
                != Source.EXHAUSTED) {
            assertThat(source.partitions()).containsExactly(0, 1);
        }
        assertThat(next.get(0)).hasValueGreaterThan(900);
    }

    @Test
    void a_paced_one_waits_for_the_clock() {
        AtomicLong now = new AtomicLong(5_000_000);
        GeneratorSource source = new GeneratorSource(config(1, 0, 0, true), now::get);
        List<String> read = new ArrayList<>();
        source.open(Positions.BEGINNING);

        assertThat(source.poll(record -> read.add(text(record)), 10_000)).isZero();
        now.addAndGet(60_000);
        source.poll(record -> read.add(text(record)), 10_000);
        assertThat(read.size()).as("ten a second").isBetween(500, 700);
        assertThat(source.poll(record -> read.add(text(record)), 10_000)).isZero();
        now.addAndGet(600_000);
        drain(source, read);
        assertThat(read).hasSize(2000);
    }

    @Test
    void of_a_paced_one_the_backlog_is_there_at_once() {
        AtomicLong now = new AtomicLong(5_000_000);
        GeneratorSource source = new GeneratorSource(config(1, 0, 0, true, 100_000), now::get);
        List<String> read = new ArrayList<>();
        source.open(Positions.BEGINNING);

        source.poll(record -> read.add(text(record)), 10_000);
        assertThat(read.size()).as("ten a second").isBetween(900, 1100);
        int before = read.size();
        now.addAndGet(10_000);
        source.poll(record -> read.add(text(record)), 10_000);
        assertThat(read.size() - before).isBetween(70, 130);
    }

    @Test
    void a_paced_one_that_is_opened_again_goes_on_at_its_rate_and_does_not_wait_for_what_it_has_yielded() {
        GeneratorSource first = new GeneratorSource(config(1, 0.1, 0, true, 100_000), () -> 0);
        List<String> read = new ArrayList<>();
        first.open(Positions.BEGINNING);
        first.poll(record -> read.add(text(record)), 10_000);
        AtomicLong now = new AtomicLong(7_000_000);
        GeneratorSource again = new GeneratorSource(config(1, 0.1, 0, true), now::get);
        again.open(first.positions());

        assertThat(again.poll(record -> read.add(text(record)), 10_000)).isZero();
        int before = read.size();
        now.addAndGet(10_000);
        again.poll(record -> read.add(text(record)), 10_000);
        assertThat(read.size() - before).isBetween(70, 130);
        now.addAndGet(600_000);
        drain(again, read);
        assertThat(read).isEqualTo(lines(config(1, 0.1, 0, false)));
    }

    private static List<String> lines(GeneratorConfig config) {
        List<String> lines = new ArrayList<>();
        GeneratorSource source = new GeneratorSource(config, () -> 0);
        source.open(Positions.BEGINNING);
        drain(source, lines);
        return lines;
    }

    private static void drain(GeneratorSource source, List<String> lines) {
        int polled = 0;
        while (polled != Source.EXHAUSTED) {
            polled = source.poll(record -> lines.add(text(record)), 123);
        }
    }

    private static String text(SourceRecord record) {
        return new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8);
    }

    private static Instant time(String line) {
        return Instant.parse(group(line, 2));
    }

    private static String group(String line, int group) {
        Matcher matcher = ID.matcher(line);
        assertThat(matcher.find()).isTrue();
        return matcher.group(group);
    }
}
