// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.element.InvalidReason;
import io.tidemark.sink.DeadLetter;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.watermark.Watermark;
import io.tidemark.window.CountWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Window;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineHarnessTest {
    private final View<String, String> lengths =
            perWord("lengths").window(TumblingWindows.of(Duration.ofMillis(10))).build();

    @Test
    void the_views_own_watermarks_hold_unless_the_test_takes_them_away() {
        assertThat(PipelineHarness.of(lengths).add("a", 7).watermark("lengths")).isEqualTo(7);
        assertThat(PipelineHarness.of(lengths).holdWatermarks().add("a", 7).watermark("lengths"))
                .isEqualTo(Watermark.MIN);
    }

    @Test
    void taking_hands_out_each_pane_once_and_panes_are_all_of_them() {
        PipelineHarness<String> harness =
                PipelineHarness.of(lengths).holdWatermarks().add("a", 7).advanceWatermark(10);

        assertThat(harness.takeLines()).containsExactly("lengths|a|[0,10)|ON_TIME#0!|count=1|{characters=1.0}");
        assertThat(harness.takePanes()).isEmpty();
        assertThat(harness.panes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void answers_are_exact_whatever_the_parallelism(int parallelism) {
        View<String, String> pairs = perWord("pairs").window(CountWindows.of(2)).build();
        try (PipelineHarness<String> harness =
                PipelineHarness.of(lengths, pairs).parallelism(parallelism)) {
            for (int i = 0; i < 1000; i++) {
                harness.add("word " + i % 10, 500 + i).add("word " + i % 10, i / 2);
            }

            assertThat(harness.counters().elements()).isEqualTo(2000);
            assertThat(harness.counters("lengths").late())
                    .isEqualTo(harness.late().size());
            assertThat(harness.counters("pairs").onTimePanes()).isEqualTo(1000);
            assertThat(harness.endOfInput().keysWithState()).isEqualTo(10);
        }
    }

    @Test
    void offsets_count_the_records_of_each_partition() {
        PipelineHarness<String> harness = PipelineHarness.of(lengths)
                .add(5, "a", Long.MAX_VALUE)
                .addInvalid(InvalidReason.UNDECODABLE)
                .add(5, "b", Long.MAX_VALUE)
                .addInvalid(InvalidReason.TOO_LARGE);

        assertThat(harness.deadLetters()).extracting(DeadLetter::offset).containsExactly(0L, 0L, 1L, 1L);
    }

    @Test
    void options_come_before_the_script() {
        PipelineHarness<String> harness = PipelineHarness.of(lengths).add("a", 1);

        assertThatThrownBy(() -> harness.parallelism(2)).hasMessage("options come before the script");
        assertThatThrownBy(harness::holdWatermarks).hasMessage("options come before the script");
        assertThatThrownBy(() -> harness.counters("another")).hasMessage("there is no view 'another'");
    }

    @Test
    void a_window_reads_as_what_it_counts() {
        assertThat(PaneText.window(Window.time(-5, 5))).isEqualTo("[-5,5)");
        assertThat(PaneText.window(Window.count(0, 3))).isEqualTo("#[0,3)");
        assertThat(PaneText.window(Window.GLOBAL)).isEqualTo("[*)");
    }

    private static ViewBuilder<String, String> perWord(String name) {
        return View.<String>named(name).keyBy(word -> word).aggregate("characters", Aggregates.sum(String::length));
    }
}
