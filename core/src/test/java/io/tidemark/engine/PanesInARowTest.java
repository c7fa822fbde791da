// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.pane.Pane;
import io.tidemark.sink.LateElement;
import io.tidemark.sink.Sink;
import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.watermark.ProcessingTimeWatermarks;
import io.tidemark.window.TumblingWindows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @Test
    void a_job_whose_source_is_silent_emits_all_at_once() throws IOException {
        View<Integer, Integer> view = View.<Integer>named("counts")
                .keyBy(element -> element)
                .window(TumblingWindows.of(Duration.ofMillis(10)))
                .watermarks(ProcessingTimeWatermarks.INSTANCE)
                .aggregate("n", Aggregates.count())
                .build();
        long[] now = {0};
        try (Job<Integer> job = Job.<Integer>reading(
                        new SilentSource(), (record, out) -> out.element((int) record.offset(), 1))
                .view(view)
                .sink(new Kept())
                .build(() -> now[0])) {
            job.open();
            job.doWork();
            job.doWork();
            assertThat(panes).isEmpty();
            now[0] = 10;
            job.doWork();
            assertThat(panes).hasSize(SilentSource.RECORDS);
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

    /** Yields many records at once, and then nothing. */
    private static final class SilentSource implements Source {
        static final int RECORDS = 5000;

        private int yielded;

        @Override
        public void open(Positions positions) {
            // It begins anew.
        }

        @Override
        public List<Integer> partitions() {
            return List.of(0);
        }

        @Override
        public int poll(RecordHandler handler, int limit) {
            int before = yielded;
            while (yielded < RECORDS) {
                handler.record(SourceRecord.of(0, yielded++, null));
            }
            return yielded - before;
        }

        @Override
        public Positions positions() {
            return new Positions(Map.of(0, (long) yielded));
        }

        @Override
        public void close() {
            // There is nothing to let go.
        }
    }

    /** Keeps panes. */
    private final class Kept implements Sink {
        @Override
        public void open() {
            // It is open.
        }

        @Override
        public void write(Pane<?> pane) {
            panes.add(pane);
        }

        @Override
        public void flush() {
            // They are there.
        }

        @Override
        public void close() {
            // There is nothing to let go.
        }
    }
}
