// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.key.KeyGroups;
import io.tidemark.pane.Pane;
import io.tidemark.view.View;
import io.tidemark.watermark.Watermark;
import io.tidemark.window.TumblingWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkerAgentTest {
    private final View<String, String> counts = View.<String>named("counts")
            .keyBy(element -> element)
            .window(TumblingWindows.of(Duration.ofMillis(10)))
            .aggregate("n", Aggregates.count())
            .build();
    private final List<Pane<?>> panes = new ArrayList<>();
    private final List<Long> late = new ArrayList<>();
    private final Topology<String> topology = Topology.of(List.of(counts), false, null);
    private final BlockingQueue<Batch<String>> empty = new ArrayBlockingQueue<>(4);
    private final WorkerAgent<String> agent = agent();

    @Test
    void a_test_steps_the_duty_cycle_on_its_own_thread() {
        assertThat(agent.doWork()).isZero();

        Batch<String> batch = batch("a");
        batch.noteWatermark(0, 10);
        batch.owners(0)[batch.size()] = Batch.NOBODY;
        batch.addMark();
        agent.submit(batch);
        assertThat(panes).isEmpty();

        assertThat(agent.doWork()).isEqualTo(1);
        assertThat(panes).hasSize(1);
        assertThat(empty).containsExactly(batch);
        assertThat(batch.size()).isZero();
    }

    @Test
    void a_batch_comes_back_when_the_last_of_its_readers_has_read_it() {
        Batch<String> batch = batch("a");
        batch.lendTo(2);
        agent.submit(batch);
        agent.doWork();
        assertThat(empty).isEmpty();
        assertThat(batch.size()).isEqualTo(1);

        agent.submit(batch);
        agent.doWork();
        assertThat(empty).containsExactly(batch);
    }

    @Test
    void w5_an_element_is_judged_by_the_watermark_in_its_own_row() {
        Batch<String> batch = topology.newBatch();
        batch.lendTo(1);
        batch.noteWatermark(0, 9);
        add(batch, "a", 1);
        batch.noteWatermark(0, 10);
        add(batch, "a", 2);
        batch.noteWatermark(0, 10);
        agent.submit(batch);
        agent.doWork();

        assertThat(panes)
                .singleElement()
                .satisfies(pane -> assertThat(pane.count()).isEqualTo(1));
        assertThat(late).containsExactly(2L);
    }

    @Test
    void a_failure_on_a_worker_thread_is_thrown_to_the_feeding_thread_and_close_still_returns() {
        Pipeline<String> pipeline = Pipeline.of(counts)
                .parallelism(2)
                .panes(pane -> {
                    throw new IllegalArgumentException("the sink is broken");
                })
                .build();
        pipeline.element(0, 0, "a", 1);
        pipeline.endOfInput();

        assertThatThrownBy(pipeline::flush).hasMessageContaining("the sink is broken");
        assertThatThrownBy(pipeline::close).hasMessageContaining("the sink is broken");
    }

    @Test
    @Timeout(10)
    void run_ends_once_everything_that_was_queued_before_is_done() {
        for (int i = 1; i <= 4; i++) {
            Batch<String> batch = batch("a");
            if (i == 4) {
                batch.noteWatermark(0, 10);
            }
            agent.submit(batch);
        }
        agent.stop();

        agent.run();

        assertThat(panes)
                .singleElement()
                .satisfies(pane -> assertThat(pane.count()).isEqualTo(4));
    }

    private WorkerAgent<String> agent() {
        Outputs outputs = new Outputs(panes::add, element -> late.add(element.timestamp()), letter -> {});
        return new WorkerAgent<>(
                new Worker<>(topology, topology.routers(2, outputs), outputs, 0), empty, new AtomicReference<>());
    }

    private Batch<String> batch(String element) {
        Batch<String> batch = topology.newBatch();
        batch.lendTo(1);
        batch.noteWatermark(0, Watermark.MIN);
        add(batch, element, 1);
        batch.noteWatermark(0, Watermark.MIN);
        return batch;
    }

    private static void add(Batch<String> batch, String element, long timestamp) {
        batch.hashes(0)[batch.size()] = KeyGroups.spread(element.hashCode());
        batch.owners(0)[batch.size()] = 0;
        batch.add(0, 0, element, timestamp);
    }
}
