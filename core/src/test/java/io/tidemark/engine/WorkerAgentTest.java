// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.key.KeyGroups;
import io.tidemark.pane.Pane;
import io.tidemark.view.View;
import io.tidemark.window.TumblingWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkerAgentTest {
    private final View<String, String> counts = View.<String>named("counts")
            .keyBy(element -> element)
            .window(TumblingWindows.of(Duration.ofMillis(10)))
            .aggregate("n", Aggregates.count())
            .build();
    private final List<Pane<?>> panes = new ArrayList<>();
    private final WatermarkLog[] watermarks = {new WatermarkLog()};

    @Test
    void a_test_steps_the_duty_cycle_on_its_own_thread() throws InterruptedException {
        Topology<String> topology = Topology.of(List.of(counts));
        Outputs outputs = new Outputs(panes::add, late -> {}, letter -> {});
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        WorkerAgent<String> agent = new WorkerAgent<>(new Worker<>(topology, outputs), 2, 8, watermarks, failure);
        assertThat(agent.doWork()).isZero();

        Batch<String> batch = agent.nextBatch();
        batch.add(0, "a", 1, KeyGroups.spread("a".hashCode()), 0, watermarks);
        watermarks[0].add(10);
        agent.submit(batch.sealed(watermarks, null, false));
        assertThat(panes).isEmpty();

        assertThat(agent.doWork()).isEqualTo(1);
        assertThat(panes).hasSize(1);
    }

    @Test
    void w5_an_element_is_judged_by_the_watermark_in_its_own_entry() throws InterruptedException {
        List<Long> late = new ArrayList<>();
        Topology<String> topology = Topology.of(List.of(counts));
        Outputs outputs = new Outputs(panes::add, element -> late.add(element.timestamp()), letter -> {});
        WorkerAgent<String> agent =
                new WorkerAgent<>(new Worker<>(topology, outputs), 2, 8, watermarks, new AtomicReference<>());
        Batch<String> batch = agent.nextBatch();
        int hash = KeyGroups.spread("a".hashCode());
        watermarks[0].add(9);
        batch.add(0, "a", 1, hash, 0, watermarks);
        watermarks[0].add(10);
        batch.add(0, "a", 2, hash, 0, watermarks);
        agent.submit(batch.sealed(watermarks, null, false));
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
    void run_ends_with_the_last_batch_also_when_others_are_queued_before_it() throws InterruptedException {
        Outputs outputs = new Outputs(panes::add, late -> {}, letter -> {});
        Worker<String> worker = new Worker<>(Topology.of(List.of(counts)), outputs);
        WorkerAgent<String> agent = new WorkerAgent<>(worker, 4, 8, watermarks, new AtomicReference<>());
        for (int i = 1; i <= 4; i++) {
            Batch<String> batch = agent.nextBatch();
            batch.add(0, "a", 1, KeyGroups.spread("a".hashCode()), 0, watermarks);
            if (i == 4) {
                watermarks[0].add(10);
            }
            agent.submit(batch.sealed(watermarks, null, i == 4));
        }

        agent.run();

        assertThat(panes)
                .singleElement()
                .satisfies(pane -> assertThat(pane.count()).isEqualTo(4));
    }
}
