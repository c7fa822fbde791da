// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.engine.LiveCursor;
import io.tidemark.engine.LivePage;
import io.tidemark.engine.LiveState;
import io.tidemark.engine.LiveWindow;
import io.tidemark.engine.PartitionProgress;
import io.tidemark.engine.Pipeline;
import io.tidemark.trigger.AfterProcessingTime;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.watermark.Watermark;
import io.tidemark.watermark.WatermarkSpec;
import io.tidemark.window.CountWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Window;
import io.tidemark.window.Windowing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link LiveState} says, in cases that can be seen through; random ones are in {@code LiveStateTest}. */
class LiveWindowsTest {
    private static ViewBuilder<String, String> view(Windowing<? super String> windows) {
        return View.<String>named("view")
                .keyBy(element -> element)
                .window(windows)
                .watermarks(WatermarkSpec.<String>of(BoundedOutOfOrderness.ascending())
                        .withIdleTimeout(Duration.ofMillis(100)))
                .aggregate("count", Aggregates.count());
    }

    private static Pipeline<String> pipeline(ViewBuilder<String, String> view) {
        return Pipeline.of(view.build()).build();
    }

    private static List<LiveWindow> windows(Pipeline<String> pipeline, String key) {
        return pipeline.live().windows("view", key, Long.MIN_VALUE, Long.MAX_VALUE, 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void the_count_window_that_fires_next_is_shown(int slide) {
        try (Pipeline<String> pipeline = pipeline(view(CountWindows.of(4, slide)))) {
            for (int i = 0; i < 10; i++) {
                pipeline.element(0, i, "a", i);
            }
            int end = 10 / slide * slide + slide;
            int start = Math.max(0, end - 4);
            assertThat(windows(pipeline, "a")).singleElement().satisfies(live -> {
                assertThat(live.window()).isEqualTo(Window.count(start, end));
                assertThat(live.count()).isEqualTo(10L - start);
                assertThat(live.results().get("count")).isEqualTo(10L - start);
                assertThat(live.isComplete()).isFalse();
            });
        }
    }

    @Test
    void a_count_window_without_elements_is_not_shown() {
        try (Pipeline<String> pipeline = pipeline(view(CountWindows.of(4, 4)))) {
            for (int i = 0; i < 8; i++) {
                pipeline.element(0, i, "a", i);
            }
            assertThat(windows(pipeline, "a")).isEmpty();
        }
    }

    @Test
    void a_window_says_when_it_is_looked_at_next() {
        ViewBuilder<String, String> view = view(TumblingWindows.of(Duration.ofMillis(10)))
                .trigger(AfterWatermark.<String>pastEndOfWindow()
                        .withEarlyFirings(AfterProcessingTime.sinceFirst(Duration.ofMillis(30))));
        try (Pipeline<String> pipeline = pipeline(view.allowedLateness(Duration.ofMillis(5)))) {
            pipeline.advanceProcessingTime(1000);
            pipeline.element(0, 0, "a", 3);
            pipeline.element(0, 1, "a", 4);
            assertThat(windows(pipeline, "a")).singleElement().satisfies(live -> {
                assertThat(live.processingTimer()).isEqualTo(1030);
                assertThat(live.eventTimer()).isEqualTo(LiveWindow.NEVER);
                assertThat(live.expiresAt()).isEqualTo(15);
                assertThat(live.fresh()).isEqualTo(2);
                assertThat(live.panes()).isZero();
            });
            pipeline.advanceProcessingTime(1030);
            pipeline.element(0, 2, "a", 5);
            assertThat(windows(pipeline, "a")).singleElement().satisfies(live -> {
                assertThat(live.panes()).isEqualTo(1);
                assertThat(live.fresh()).isEqualTo(1);
                assertThat(live.processingTimer()).isEqualTo(LiveWindow.NEVER);
            });
        }
    }

    @Test
    void partitions_say_who_holds_the_watermark() {
        try (Pipeline<String> pipeline = pipeline(view(TumblingWindows.of(Duration.ofMillis(10))))) {
            pipeline.advanceProcessingTime(1000);
            pipeline.declarePartition(2);
            pipeline.element(0, 0, "a", 30);
            pipeline.element(1, 0, "a", 20);
            pipeline.advanceProcessingTime(1050);
            pipeline.element(1, 1, "a", 25);
            assertThat(pipeline.live().partitions("view"))
                    .containsExactly(
                            new PartitionProgress(0, 30, false, 1000),
                            new PartitionProgress(1, 25, false, 1050),
                            new PartitionProgress(2, Watermark.MIN, false, 1000));
            pipeline.advanceProcessingTime(1120);
            assertThat(pipeline.live().partitions("view"))
                    .extracting(PartitionProgress::isIdle)
                    .containsExactly(true, false, true);
        }
    }

    @Test
    void a_page_ends_after_so_many_keys_though_none_has_anything_to_show() {
        try (Pipeline<String> pipeline = pipeline(view(TumblingWindows.of(Duration.ofMillis(10))))) {
            for (int i = 0; i < 10_000; i++) {
                pipeline.element(0, i, "key" + i, 3);
            }
            LivePage page = pipeline.live().page("view", 1000, 2000, LiveCursor.START, 5);
            assertThat(page.windows()).isEmpty();
            assertThat(page.next()).isPresent();
        }
    }

    @Test
    void what_is_asked_for_wrongly_is_refused() {
        try (Pipeline<String> pipeline = pipeline(view(TumblingWindows.of(Duration.ofMillis(10))))) {
            assertThatThrownBy(() -> pipeline.live().partitions("veiw"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no view 'veiw'");
        }
        for (String wrong : List.of("", "x", "0-h", "0-h-x", "-1-h-0", "128-h-0", "0-x-0", "0-w-***", "0-h--3")) {
            assertThatThrownBy(() -> LiveCursor.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no cursor");
        }
    }

    @Test
    void a_made_up_cursor_does_no_harm() {
        try (Pipeline<String> pipeline = pipeline(view(TumblingWindows.of(Duration.ofMillis(10))))) {
            pipeline.element(0, 0, "a", 3);
            for (String cursor : List.of("127-h-0", "0-h-2147483647", "5-w-AAAA", "0-w-", "0-w-AAAAAAAAAAAAAAAA")) {
                assertThat(pipeline.live()
                                .page("view", Long.MIN_VALUE, Long.MAX_VALUE, LiveCursor.parse(cursor), 5)
                                .windows())
                        .as(cursor)
                        .isEmpty();
            }
        }
    }
}
