// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.key.KeySelector;
import io.tidemark.view.View;
import io.tidemark.window.TumblingWindows;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Keys that elements have are hashed ahead of being looked up, which asks for them twice; keys that are made are asked for once. */
class KeyAtHandTest {
    private static final int ELEMENTS = 20_000;
    private static final int HANDED_OVER = 200;

    private record Call(String model, String region) {}

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void a_key_that_is_made_for_each_element_is_made_once_but_for_the_first_of_a_stretch() {
        Map<Object, Long> counts = run(call -> List.of(call.model(), call.region()));

        assertThat(asked).hasValueBetween(ELEMENTS, ELEMENTS + 3 * ELEMENTS / HANDED_OVER);
        assertThat(counts).hasSize(14).containsEntry(List.of("m 3", "r 1"), 1429L);
    }

    @Test
    void a_key_that_the_element_has_is_asked_for_again() {
        Map<Object, Long> counts = run(Call::model);

        assertThat(asked).hasValueGreaterThan(2 * ELEMENTS - 1);
        assertThat(counts).hasSize(7).containsEntry("m 3", 2857L);
    }

    @Test
    void a_key_that_only_some_elements_have_is_found_all_the_same() {
        Map<Object, Long> counts =
                run(call -> call.region().equals("r 0") ? call.model() : call.model() + call.region());

        assertThat(counts).hasSize(14).containsEntry("m 3", 1428L).containsEntry("m 3r 1", 1429L);
    }

    private Map<Object, Long> run(KeySelector<Call, Object> selector) {
        View<Call, Object> view = View.<Call>named("calls")
                .keyBy(call -> {
                    asked.incrementAndGet();
                    return selector.key(call);
                })
                .window(TumblingWindows.of(Duration.ofSeconds(1)))
                .aggregate("n", Aggregates.count())
                .build();
        Map<Object, Long> counts = new HashMap<>();
        try (Pipeline<Call> pipeline = Pipeline.of(view)
                .panes(pane -> counts.merge(pane.key(), pane.count(), Long::sum))
                .build()) {
            for (int i = 0; i < ELEMENTS; i++) {
                pipeline.element(0, i, new Call("m " + i % 7, "r " + i % 2), i);
                if (i % HANDED_OVER == HANDED_OVER - 1) {
                    pipeline.handOver();
                }
            }
            pipeline.endOfInput();
            pipeline.flush();
        }
        return counts;
    }
}
