// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.llm.row.Key;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.runtime.host.Terminal;
import io.tidemark.window.Window;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables, bars and figures: how wide they are, and what they do where there is no room or nothing to show. */
class RenderTest {
    private static final long T0 = 1_767_225_600_000L; // 2026-01-01T00:00:00Z

    private static Terminal terminal(int columns) {
        return new Terminal(true, columns, false, false);
    }

    private static Table table(String... titles) {
        List<Table.Column> columns = new ArrayList<>();
        for (String title : titles) {
            columns.add(new Table.Column(title.replace("#", ""), title.startsWith("#")));
        }
        return Table.of(columns);
    }

    private static Pane<?> pane(String model, long start, long count, PaneTiming timing, @Nullable Object... values) {
        return new Pane<>(
                "calls",
                Key.of(List.of("model"), List.of(model)),
                Window.time(start, start + 60_000),
                new PaneInfo(timing, 0, true),
                false,
                count,
                new PaneResults(List.of("requests", "latency_ms"), values),
                start + 60_000);
    }

    @Test
    void columns_are_as_wide_as_their_widest_cell_and_numbers_stand_on_the_right() {
        Table table = table("name", "#count", "x");
        table.add(List.of("a", "1,000", "yes"));
        table.add(List.of("longer", "7", ""));

        assertThat(table.lines(80))
                .containsExactly(
                        "name    count  x", //
                        "------  -----  ---",
                        "a       1,000  yes",
                        "longer      7");
    }

    @Test
    void a_title_of_several_words_takes_two_lines() {
        Table table = table("input_tokens", "#latency_ms.p50");
        table.add(List.of("1", "2"));

        assertThat(table.lines(80))
                .containsExactly(
                        "input_  latency_", //
                        "tokens    ms.p50",
                        "------  --------",
                        "1              2");
    }

    @Test
    void without_rows_there_are_the_titles() {
        assertThat(table("name", "#count").lines(80)).containsExactly("name  count", "----  -----");
    }

    @Test
    void columns_stand_closer_before_one_is_left_out() {
        Table table = table("aaaa", "bbbb", "cccc");
        table.add(List.of("1", "2", "3"));

        assertThat(table.lines(16)).first().isEqualTo("aaaa  bbbb  cccc");
        assertThat(table.lines(15)).first().isEqualTo("aaaa bbbb cccc");
        assertThat(table.lines(14)).first().isEqualTo("aaaa bbbb cccc");
        assertThat(table.lines(13)).first().isEqualTo("aaaa bbbb");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 20, 30, 44})
    void no_line_is_wider_than_the_terminal_and_what_is_left_out_is_said(int width) {
        Table table = table("window", "#requests", "#input_tokens", "#output_tokens", "#cost_usd", "#mean_latency");
        table.add(List.of("18:15", "1,000", "123,456", "654,321", "0.38", "245.7"));

        List<String> lines = table.lines(width);

        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Math.max(width, 15)));
        String text = String.join(" ", lines);
        assertThat(text).contains("18:15").contains("(not shown, for want of width: ");
        assertThat(text.endsWith("mean_latency)")).isTrue();
    }

    @Test
    void the_first_column_is_shown_whole_in_any_case() {
        Table table = table("window", "#count");
        table.add(List.of("2026-01-01T00:00:00Z", "5"));

        assertThat(table.lines(1)).contains("2026-01-01T00:00:00Z").noneMatch(line -> line.contains("  5"));
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "'', 0",
        "m\u00fcnchen, 7",
        "mu\u0308nchen, 7", // u with a mark on it
        "\u6a21\u578b, 4", // Chinese
        "\ud55c\uad6d\uc5b4, 6", // Korean
        "\uff21\uff22, 4", // full-width letters
        "\ud83d\ude80, 2", // a rocket
        "\ud835\udc00, 1", // a mathematical letter, outside the basic plane
        "\u2588\u258f, 2", // what bars are made of
        "\u3248\u4dc0, 2" // numbers and hexagrams between wide ranges
    })
    void a_character_is_as_wide_as_terminals_draw_it(String text, int width) {
        assertThat(DisplayWidth.of(text)).isEqualTo(width);
    }

    @Test
    void columns_stay_in_line_with_wide_characters() {
        Table table = table("\u6a21\u578b", "#count");
        table.add(List.of("\u901a\u4e49\u5343\u95ee", "5"));
        table.add(List.of("gpt \ud83d\ude80", "10"));
        table.add(List.of("e\u0301", "7"));

        assertThat(table.lines(80))
                .containsExactly(
                        "\u6a21\u578b      count",
                        "--------  -----",
                        "\u901a\u4e49\u5343\u95ee      5",
                        "gpt \ud83d\ude80       10",
                        "e\u0301             7");
    }

    @Test
    void a_very_long_cell_is_cut_and_never_within_a_character() {
        Table cut = table("x");
        cut.add(List.of("\ud83d\ude80".repeat(100)));
        Table whole = Table.uncut(List.of(new Table.Column("x", false)));
        whole.add(List.of("a".repeat(100)));

        assertThat(cut.lines(80)).last().isEqualTo("\ud83d\ude80".repeat(28) + "...");
        assertThat(whole.lines(Integer.MAX_VALUE)).last().isEqualTo("a".repeat(100));
    }

    @Test
    void what_could_move_the_cursor_is_shown_as_text() {
        Table table = table("ti\ttle");
        table.add(List.of("a\u001b[2Jb\nc"));

        assertThat(table.lines(80)).containsExactly("ti\\u0009tle", "------------------", "a\\u001b[2Jb\\u000ac");
    }

    @ParameterizedTest
    @CsvSource({
        "0, '        '",
        "1, ########",
        "0.5, '####    '",
        "0.001, '#       '",
        "7, ########",
        "-1, '        '",
        "NaN, '        '"
    })
    void a_bar_is_as_long_as_its_share_and_always_as_wide(double share, String bar) {
        assertThat(Bars.of(share, 8, false)).isEqualTo(bar);
    }

    @Test
    void with_unicode_a_bar_is_drawn_in_eighths() {
        assertThat(Bars.of(1, 3, true)).isEqualTo("\u2588\u2588\u2588");
        assertThat(Bars.of(0.5, 3, true)).isEqualTo("\u2588\u258c ");
        assertThat(Bars.of(1e-9, 3, true)).isEqualTo("\u258f  ");
        for (int i = 0; i <= 1000; i++) {
            assertThat(Bars.of(i / 1000.0, 20, true)).hasSize(20);
            assertThat(Bars.of(i / 1000.0, 20, false)).hasSize(20);
        }
    }

    @Test
    void panes_are_rows_by_time_and_key_with_a_bar_for_the_count() {
        List<Pane<?>> panes = List.of(
                pane("b", T0 + 60_000, 50, PaneTiming.ON_TIME, 50L, 1234.5),
                pane("b", T0, 1000, PaneTiming.ON_TIME, 1000L, 2.0),
                pane("a", T0, 500, PaneTiming.ON_TIME, 500L, null));

        assertThat(new PaneTable(panes, terminal(80)).lines())
                .containsExactly(
                        "                                                 latency_",
                        "window                model  requests                  ms",
                        "--------------------  -----  --------  --------  --------",
                        "2026-01-01T00:00:00Z  a           500  ####             -",
                        "2026-01-01T00:00:00Z  b         1,000  ########         2",
                        "2026-01-01T00:01:00Z  b            50  #            1,235");
    }

    @Test
    void the_timing_is_shown_when_there_is_more_than_one() {
        Pane<?> late = pane("a", T0, 1, PaneTiming.LATE, 1L, 1.0);
        List<Pane<?>> panes = List.of(pane("a", T0, 1, PaneTiming.EARLY, 1L, 1.0), late.retracted(0), late);

        List<String> lines = new PaneTable(panes, terminal(100)).lines();

        assertThat(lines.get(1)).contains("timing");
        assertThat(lines).anyMatch(line -> line.contains("  early  "));
        assertThat(lines).anyMatch(line -> line.contains("  retraction  "));
        assertThat(lines).anyMatch(line -> line.contains("  late  "));
        assertThat(new PaneTable(List.of(late), terminal(100)).lines().get(1)).doesNotContain("timing");
    }

    @Test
    void a_wide_terminal_shows_the_end_of_windows_and_longer_bars_and_a_narrow_one_less() {
        List<Pane<?>> panes = List.of(pane("a", T0, 1, PaneTiming.ON_TIME, 1L, 1.0));

        assertThat(new PaneTable(panes, terminal(120)).lines())
                .anyMatch(line -> line.contains("2026-01-01T00:01:00Z") && line.contains("#".repeat(20)));
        assertThat(new PaneTable(panes, terminal(30)).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(30))
                .anyMatch(line -> line.equals("2026-01-01T00:00:00Z a"))
                .anyMatch(line -> line.startsWith("(not shown, for want of"));
    }

    @Test
    void windows_that_are_not_of_time_are_shown_by_what_they_are() {
        Pane<?> pane = pane("a", T0, 3, PaneTiming.ON_TIME, 3L, 1.0);
        Pane<?> counted = new Pane<>(
                "calls", pane.key(), Window.count(5, 10), pane.info(), false, 3, pane.results(), Long.MAX_VALUE);

        assertThat(new PaneTable(List.of(counted), terminal(80)).lines().get(1)).startsWith("elements");
        assertThat(new PaneTable(List.of(counted), terminal(80)).lines())
                .last()
                .asString()
                .startsWith("5 to 10");
    }

    @Test
    void a_progress_bar_stays_on_one_line_and_goes_away() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicLong nanos = new AtomicLong();
        ProgressBar bar = new ProgressBar(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal(30), () -> 0.25, nanos::get);

        bar.update(1, T0);
        assertThat(bytes.size()).as("too early").isZero();
        nanos.set(2_000_000_000);
        bar.update(5000, T0);
        bar.clear();
        bar.clear();

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001b[K[#####               ] 25%  2\r\u001b[K");
    }

    @Test
    void where_nobody_looks_there_is_no_progress_bar() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicLong nanos = new AtomicLong();
        ProgressBar bar = new ProgressBar(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), Terminal.NONE, () -> 0.25, nanos::get);
        nanos.set(Long.MAX_VALUE);
        bar.update(1, T0);
        bar.clear();

        assertThat(bytes.size()).isZero();
    }

    @Test
    void figures_are_as_people_read_them() {
        assertThat(Figures.whole(-1_234_567)).isEqualTo("-1,234,567");
        assertThat(Figures.decimal(-0.0, 2)).isEqualTo("0.00");
        assertThat(Figures.time(T0 + 5)).isEqualTo("2026-01-01T00:00:00.005Z");
        assertThat(Figures.time(Long.MIN_VALUE)).isEqualTo("-");
        assertThat(Figures.time(Long.MAX_VALUE)).isEqualTo("end");
        assertThat(Figures.time(1L << 60)).isEqualTo("1152921504606846976");
        assertThat(Figures.bytes(999)).isEqualTo("999 B");
        assertThat(Figures.bytes(1_500_000)).isEqualTo("1.5 MB");
        assertThat(Figures.span(3_720)).isEqualTo("1h 02m");
        assertThat(Figures.span(200)).isEqualTo("3m 20s");
    }
}
