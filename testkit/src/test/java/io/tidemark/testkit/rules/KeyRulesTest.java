// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.rules;

import static io.tidemark.testkit.rules.Call.costs;
import static io.tidemark.testkit.rules.Call.ms;
import static io.tidemark.testkit.rules.Call.tumbling;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.sink.DeadLetter;
import io.tidemark.testkit.PipelineHarness;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import org.junit.jupiter.api.Test;

class KeyRulesTest {
    @Test
    void k1_an_element_without_a_key_is_invalid_in_the_views_that_need_one() {
        View<Call, String> total = View.<Call>named("total")
                .window(tumbling(10))
                .aggregate("n", Aggregates.count())
                .build();
        PipelineHarness<Call> harness = PipelineHarness.of(costs(tumbling(10)).build(), total)
                .add(new Call(null, null, 1, false), 1)
                .endOfInput();

        assertThat(harness.deadLetters()).extracting(DeadLetter::view).containsExactly("v");
        assertThat(harness.takeLines()).containsExactly("total||[0,10)|ON_TIME#0!|count=1|{n=1}");
    }

    @Test
    void k1_an_empty_string_is_a_key() {
        PipelineHarness<Call> harness =
                held(costs(tumbling(10))).add(Call.of("", 1), 1).endOfInput();

        assertThat(harness.takeLines()).containsExactly("v||[0,10)|ON_TIME#0!|count=1|{cost=1.0}");
        assertThat(harness.deadLetters()).isEmpty();
    }

    @Test
    void k1_unicode_is_never_normalised() {
        PipelineHarness<Call> harness = held(costs(tumbling(10)))
                .add(Call.of("\u00e9", 1), 1)
                .add(Call.of("e\u0301", 2), 1)
                .add(Call.of("\ud800", 4), 1)
                .add(Call.of("?", 8), 1)
                .endOfInput();

        assertThat(harness.takeLines())
                .containsExactlyInAnyOrder(
                        "v|\u00e9|[0,10)|ON_TIME#0!|count=1|{cost=1.0}",
                        "v|e\u0301|[0,10)|ON_TIME#0!|count=1|{cost=2.0}",
                        "v|\ud800|[0,10)|ON_TIME#0!|count=1|{cost=4.0}",
                        "v|?|[0,10)|ON_TIME#0!|count=1|{cost=8.0}");
    }

    @Test
    void k2_the_first_of_an_id_counts_and_others_within_the_ttl_do_not() {
        PipelineHarness<Call> harness = held(deduplicated(10));

        harness.add(Call.withId("x"), 20)
                .add(Call.withId("x"), 29)
                .add(Call.withId("x"), 11)
                .add(Call.withId("y"), 20);
        assertThat(harness.counters("v").duplicates()).isEqualTo(2);
        assertThat(harness.counters("v").aggregated()).isEqualTo(2);
    }

    @Test
    void k2_a_ttl_away_it_is_another_element_on_both_sides() {
        PipelineHarness<Call> harness = held(deduplicated(10));

        harness.add(Call.withId("x"), 20).add(Call.withId("x"), 30).add(Call.withId("x"), 20);
        assertThat(harness.counters("v").duplicates()).isZero();
    }

    @Test
    void k2_an_id_is_forgotten_when_the_watermark_is_a_ttl_after_it() {
        PipelineHarness<Call> harness = held(deduplicated(10));
        harness.add(Call.withId("x"), 20).advanceWatermark(29).add(Call.withId("x"), 29);
        assertThat(harness.counters("v").duplicates()).isEqualTo(1);

        harness.advanceWatermark(30).add(Call.withId("x"), 29);
        assertThat(harness.counters("v").duplicates()).isEqualTo(1);
    }

    @Test
    void k2_elements_without_an_id_are_never_duplicates() {
        PipelineHarness<Call> harness = held(deduplicated(10)).add(Call.a(), 1).add(Call.a(), 1);

        assertThat(harness.counters("v").aggregated()).isEqualTo(2);
    }

    @Test
    void k2_the_filter_and_the_key_come_before_the_id() {
        PipelineHarness<Call> harness = held(deduplicated(10).filter(call -> !call.failed()))
                .add(new Call("a", "x", 1, true), 1)
                .add(new Call(null, "x", 1, false), 1)
                .add(Call.withId("x"), 1);

        assertThat(harness.counters("v").aggregated()).isEqualTo(1);
        assertThat(harness.counters("v").duplicates()).isZero();
    }

    @Test
    void k2_a_late_element_counts_as_the_first() {
        PipelineHarness<Call> harness = held(deduplicated(50))
                .advanceWatermark(15)
                .add(Call.withId("x"), 9)
                .add(Call.withId("x"), 16);

        assertThat(harness.counters("v").late()).isEqualTo(1);
        assertThat(harness.counters("v").duplicates()).isEqualTo(1);
    }

    @Test
    void k2_an_id_is_of_the_view_and_not_of_a_key() {
        PipelineHarness<Call> harness =
                held(deduplicated(10)).add(new Call("a", "x", 1, false), 1).add(new Call("b", "x", 1, false), 1);

        assertThat(harness.counters("v").duplicates()).isEqualTo(1);
    }

    private static ViewBuilder<Call, String> deduplicated(long ttl) {
        return costs(tumbling(10)).deduplicate(Call::id, ms(ttl));
    }

    private static PipelineHarness<Call> held(ViewBuilder<Call, String> view) {
        return PipelineHarness.of(view.build()).holdWatermarks();
    }
}
