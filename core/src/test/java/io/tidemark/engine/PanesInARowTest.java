// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.pane.Pane;
import io.tidemark.sink.LateElement;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.TumblingWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of 10 ms with 20 keys, of which three panes are emitted in a row. */
final class PanesInARowTest {
    private static final int KEYS = 20;

    private final List<Pane<?>> panes = new ArrayList<>();
    private final List<LateElement> late = new ArrayList<>();

    @Test
    void elements_have_their_turn_between_panes_which_say_what_completed_them() {
        try (Pipeline<Integer> pipeline = pipeline(1, 3)) {
            fillFirstWindow(pipeline);
            add(pipeline, 0, 12);
            pipeline.handOver();
            int first = panes.size();
            assertThat(first).isBetween(3, 9);

            add(pipeline, 1, 15);
            pipeline.handOver();
            assertThat(panes).hasSizeBetween(first + 1, KEYS - 1);

            pipeline.flush();
            assertThat(panes).hasSize(KEYS);
            assertThat(panes).allSatisfy(pane -> {
                assertThat(pane.count()).isEqualTo(1);
                assertThat(pane.watermark()).isEqualTo(12);
            });
            pipeline.endOfInput();
            pipeline.flush();
            assertThat(panes).hasSize(KEYS + 2);
        }
    }

    @Test
    void what_is_put_off_is_emitted_when_nothing_comes() {
        try (Pipeline<Integer> pipeline = pipeline(1, 3)) {
            fillFirstWindow(pipeline);
            add(pipeline, 0, 12);
            for (int idle = 0; idle < KEYS; idle++) {
                pipeline.handOver();
            }
            assertThat(panes).hasSize(KEYS);
        }
    }

    @Test
    void an_element_that_is_late_for_the_window_comes_after_all_of_its_panes() {
        try (Pipeline<Integer> pipeline = pipeline(1, 3)) {
            fillFirstWindow(pipeline);
            add(pipeline, 0, 12);
            pipeline.handOver();
            add(pipeline, 7, 5);
            pipeline.handOver();
            assertThat(panes).hasSize(KEYS);
            assertThat(late)
                    .singleElement()
                    .satisfies(element -> assertThat(element.timestamp()).isEqualTo(5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void closing_emits_the_rest(int parallelism) {
        try (Pipeline<Integer> pipeline = pipeline(parallelism, 3)) {
            fillFirstWindow(pipeline);
            add(pipeline, 0, 12);
        }
        assertThat(panes).hasSize(KEYS);
    }

    @Test
    void at_its_limit_a_worker_emits_all_at_once() {
        Pace pace = new Pace(1000);
        pace.onBatch(10);
        assertThat(pace.panes()).isEqualTo(1000);
        pace.onBatch(Batch.CAPACITY);
        assertThat(pace.panes()).as("while elements wait").isBetween(1, Batch.CAPACITY / 2);
        for (int i = 0; i < 300; i++) {
            pace.onBatch(Batch.CAPACITY);
        }
        assertThat(pace.panes()).as("when they always do").isEqualTo(Integer.MAX_VALUE);
        pace.onBatch(10);
        assertThat(pace.panes()).isEqualTo(1000);
    }

    @Test
    void there_is_at_least_one() {
        assertThatThrownBy(() -> pipeline(1, 0)).hasMessage("panes in a row must be 1 or more, but are 0");
    }

    private Pipeline<Integer> pipeline(int parallelism, int panesInARow) {
        View<Integer, Integer> view = View.<Integer>named("counts")
                .keyBy(element -> element)
                .window(TumblingWindows.of(Duration.ofMillis(10)))
                .watermarks(BoundedOutOfOrderness.ascending())
                .aggregate("n", Aggregates.count())
                .build();
        return Pipeline.of(view)
                .parallelism(parallelism)
                .panesInARow(panesInARow)
                .panes(panes::add)
                .late(late::add)
                .build();
    }

    private static void fillFirstWindow(Pipeline<Integer> pipeline) {
        for (int key = 0; key < KEYS; key++) {
            add(pipeline, key, 1);
        }
    }

    private static void add(Pipeline<Integer> pipeline, int key, long timestamp) {
        pipeline.element(0, 0, key, timestamp);
    }
}
