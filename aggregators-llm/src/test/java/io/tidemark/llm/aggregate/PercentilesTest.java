// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.NumberField;
import io.tidemark.engine.Pipeline;
import io.tidemark.pane.Pane;
import io.tidemark.view.View;
import io.tidemark.window.TumblingWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    private static final NumberField<Integer> ITSELF = value -> value;

    @Test
    void a2_percentiles_of_any_element_are_nearest_rank_within_the_error() {
        View<Integer, String> view = View.<Integer>named("v")
                .window(TumblingWindows.of(Duration.ofSeconds(1)))
                .aggregate("median", Percentiles.percentile(ITSELF, 50))
                .aggregate("high", Percentiles.percentiles(ITSELF, 90, 99.9))
                .build();
        List<Pane<?>> panes = new ArrayList<>();
        try (Pipeline<Integer> pipeline = Pipeline.of(view).panes(panes::add).build()) {
            for (int i = 1; i <= 100; i++) {
                pipeline.element(0, i, i, i);
            }
            pipeline.endOfInput();
        }

        assertThat((Double) panes.get(0).results().get("median")).isCloseTo(50, Offset.offset(0.5));
        assertThat(panes.get(0).results().get("high"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Double.class))
                .containsOnlyKeys("p90", "p99.9")
                .containsEntry("p99.9", 100.0)
                .hasEntrySatisfying("p90", high -> assertThat(high).isCloseTo(90, Offset.offset(0.9)));
    }

    @Test
    void percentiles_of_one_field_share_a_sketch() {
        assertThat(Percentiles.percentile(ITSELF, 50).accumulatorKey())
                .isEqualTo(Percentiles.percentiles(ITSELF, 95).accumulatorKey())
                .isNotEqualTo(Percentiles.percentilesWithin(0.02, ITSELF, 95).accumulatorKey());
    }

    @Test
    void a_percentile_out_of_range_is_refused() {
        for (double none : new double[] {0, -0.0, -1, 100.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            String message = "a percentile must be above 0 and at most 100, but is " + none;
            assertThatThrownBy(() -> Percentiles.percentile(ITSELF, none)).hasMessage(message);
            assertThatThrownBy(() -> Percentiles.percentiles(ITSELF, 50, none)).hasMessage(message);
            assertThatThrownBy(() -> Percentiles.percentilesWithin(0.02, ITSELF, none))
                    .hasMessage(message);
        }
    }
}
