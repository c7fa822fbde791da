// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.pane.Pane;
import io.tidemark.view.View;
import io.tidemark.window.TumblingWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatermarkStepsTest {
    private static final int STEPS = 5000;

    private final View<String, String> counts = View.<String>named("counts")
            .keyBy(element -> element)
            .window(TumblingWindows.of(Duration.ofMillis(10)))
            .allowedLateness(Duration.ofMillis(15))
            .aggregate("n", Aggregates.count())
            .build();

    /** One key is silent while the others move the watermark, by three at a time, over several batches and all of their windows. */
    @Test
    void p8_a_worker_takes_the_very_step_that_completes_a_window_whatever_it_was_doing() {
        List<Pane<?>> alone = run(1);

        List<Pane<?>> silent =
                alone.stream().filter(pane -> pane.key().equals("silent")).toList();
        assertThat(silent).hasSize(STEPS / 100).allSatisfy(pane -> {
            assertThat(pane.watermark())
                    .isBetween(pane.window().end(), pane.window().end() + 2);
            assertThat(pane.info().isLast()).isFalse();
        });
        assertThat(run(2)).containsExactlyInAnyOrderElementsOf(alone);
        assertThat(run(5)).containsExactlyInAnyOrderElementsOf(alone);
    }

    private List<Pane<?>> run(int parallelism) {
        List<Pane<?>> panes = new ArrayList<>();
        try (Pipeline<String> pipeline =
                Pipeline.of(counts).parallelism(parallelism).panes(panes::add).build()) {
            for (int i = 0; i < STEPS; i++) {
                pipeline.element(0, i, i % 100 == 0 ? "silent" : "key " + i % 7, 3L * i);
            }
            pipeline.flush();
        }
        return panes;
    }
}
