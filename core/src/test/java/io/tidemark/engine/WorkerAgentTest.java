// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.view.View;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkerAgentTest {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final WorkerAgent<String> agent = new WorkerAgent<>(worker(), 8, 16, 1, failure);

    @Test
    @Timeout(10)
    void run_ends_with_the_last_batch_also_when_others_are_queued_before_it() throws InterruptedException {
        for (int i = 1; i <= 4; i++) {
            agent.submit(batch(i == 4));
        }

        agent.run();

        assertThat(failure.get()).isNull();
        assertThat(agent.worker().tally(0).aggregated).isEqualTo(4);
    }

    @Test
    void doWork_answers_how_many_batches_it_did() throws InterruptedException {
        agent.submit(batch(false));
        agent.submit(batch(false));

        assertThat(agent.doWork()).isEqualTo(2);
        assertThat(agent.doWork()).isZero();
    }

    private Batch<String> batch(boolean last) throws InterruptedException {
        long[] watermarks = {Long.MIN_VALUE};
        Batch<String> batch = agent.nextBatch();
        batch.add(0, "element", 1, 0, 0, watermarks);
        return batch.sealed(watermarks, null, last);
    }

    private static Worker<String> worker() {
        View<String, String> view = View.<String>named("view")
                .aggregate("count", Aggregates.count())
                .build();
        Outputs outputs = new Outputs(pane -> {}, late -> {}, letter -> {});
        return new Worker<>(Topology.of(List.of(view)), outputs);
    }
}
