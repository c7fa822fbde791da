// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.element.InvalidReason;
import io.tidemark.engine.ChangedViewException;
import io.tidemark.engine.Pipeline;
import io.tidemark.engine.StateReader;
import io.tidemark.engine.StateRecord;
import io.tidemark.join.Join;
import io.tidemark.join.Unmatched;
import io.tidemark.sink.LateElement;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import io.tidemark.testkit.PipelineHarness;
import io.tidemark.testkit.SavedState;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.watermark.ProcessingTimeWatermarks;
import io.tidemark.window.CountWindows;
import io.tidemark.window.TumblingWindows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of joins one by one. A right element may lie up to 2 ms before a left one, and up to 10 ms after it. */
class JoinRulesTest {
    private static final Join<Event> JOIN =
            Join.of(Event.LEFT, Event.RIGHT, Duration.ofMillis(2), Duration.ofMillis(10), Event.Names.INSTANCE);

    /** Tells each joined element in a pane of its own. */
    private static ViewBuilder<Event, String> over(String name, Join<Event> join) {
        return View.<Event>named(name)
                .join(join)
                .keyBy(Event::name)
                .window(CountWindows.of(1))
                .aggregate("n", Aggregates.count());
    }

    private static PipelineHarness<Event> harness(Join<Event> join) {
        return PipelineHarness.of(over("v", join).build()).holdWatermarks();
    }

    private static List<String> joined(PipelineHarness<Event> harness) {
        return harness.takePanes().stream()
                .map(pane -> String.valueOf(pane.key()))
                .toList();
    }

    @Test
    void j1_both_ends_of_the_bounds_belong_to_them() {
        try (PipelineHarness<Event> harness = harness(JOIN)) {
            harness.add(Event.left("k", "l"), 100);
            for (long at : new long[] {97, 98, 100, 110, 111}) {
                harness.add(Event.right("k", "r" + at), at);
            }

            assertThat(joined(harness)).containsExactly("l+r98@100", "l+r100@100", "l+r110@110");
        }
    }

    @Test
    void j1_the_order_of_arrival_does_not_matter_and_each_pair_comes_once() {
        try (PipelineHarness<Event> harness = harness(JOIN)) {
            harness.add(Event.right("k", "r1"), 105)
                    .add(Event.right("other", "r2"), 105)
                    .add(Event.left("k", "l1"), 100)
                    .add(Event.left("k", "l2"), 101)
                    .add(Event.right("k", "r3"), 102);

            assertThat(joined(harness)).containsExactly("l1+r1@105", "l2+r1@105", "l1+r3@102", "l2+r3@102");
        }
    }

    @Test
    void j2_an_element_waits_while_the_watermark_is_not_above_the_last_time_of_a_partner() {
        try (PipelineHarness<Event> harness = harness(JOIN)) {
            harness.add(Event.left("k", "l"), 100)
                    .add(Event.right("m", "r"), 100)
                    .advanceWatermark(102)
                    .add(Event.left("m", "l2"), 102)
                    .advanceWatermark(103)
                    .add(Event.left("m", "l3"), 102)
                    .advanceWatermark(110)
                    .add(Event.right("k", "r2"), 110)
                    .advanceWatermark(111)
                    .add(Event.right("k", "r3"), 110);

            assertThat(joined(harness)).containsExactly("l2+r@102", "l+r2@110");
        }
    }

    @Test
    void j3_a_late_element_pairs_with_what_still_waits_and_the_pair_is_late_if_both_are() {
        View<Event, String> view = View.<Event>named("v")
                .join(JOIN)
                .window(TumblingWindows.of(Duration.ofMillis(5)))
                .aggregate("n", Aggregates.count())
                .build();
        try (PipelineHarness<Event> harness = PipelineHarness.of(view).holdWatermarks()) {
            harness.add(Event.left("k", "l"), 100)
                    .advanceWatermark(108)
                    .add(Event.right("k", "r"), 109)
                    .add(Event.right("k", "late"), 103)
                    .endOfInput();

            assertThat(harness.takeLines()).containsExactly("v||[105,110)|ON_TIME#0!|count=1|{n=1}");
            assertThat(harness.late()).singleElement().satisfies(late -> {
                assertThat(((Event) late.element()).name()).isEqualTo("l+late@103");
                assertThat(late.offset()).isEqualTo(2);
                assertThat(late.lateness()).isEqualTo(5);
            });
            assertThat(harness.counters("v").late()).isEqualTo(1);
        }
    }

    @Test
    void j4_unmatched_elements_come_when_their_wait_is_over_with_the_time_of_its_end() {
        try (PipelineHarness<Event> harness = harness(JOIN.withUnmatched(Unmatched.BOTH))) {
            harness.add(Event.left("k", "l"), 100)
                    .add(Event.left("k", "matched"), 120)
                    .add(Event.right("k", "r"), 121)
                    .add(Event.right("m", "r2"), 101)
                    .advanceWatermark(110);
            assertThat(joined(harness)).containsExactly("matched+r@121", "-+r2@104");
            harness.advanceWatermark(111);
            assertThat(joined(harness)).containsExactly("l+-@111");
            harness.endOfInput();
            assertThat(joined(harness)).isEmpty();
        }
    }

    @Test
    void j4_only_the_side_that_is_asked_for_comes_unmatched() {
        for (Unmatched unmatched : Unmatched.values()) {
            try (PipelineHarness<Event> harness = harness(JOIN.withUnmatched(unmatched))) {
                harness.add(Event.left("k", "l"), 100)
                        .add(Event.right("m", "r"), 100)
                        .endOfInput();
                assertThat(joined(harness).contains("l+-@111")).isEqualTo(unmatched.includes(true));
                assertThat(joined(harness)).isEmpty();
                assertThat(harness.counters("v").elements())
                        .isEqualTo((unmatched.includes(true) ? 1 : 0) + (unmatched.includes(false) ? 1 : 0));
            }
        }
    }

    @Test
    void j4_what_is_unmatched_is_not_late_however_far_the_watermark_goes_unless_it_came_too_late_to_wait() {
        View<Event, String> view = View.<Event>named("v")
                .join(JOIN.withUnmatched(Unmatched.LEFT))
                .window(TumblingWindows.of(Duration.ofMillis(5)))
                .aggregate("n", Aggregates.count())
                .build();
        try (PipelineHarness<Event> harness = PipelineHarness.of(view).holdWatermarks()) {
            harness.add(Event.left("k", "l1"), 100)
                    .add(Event.left("k", "l2"), 200)
                    .advanceWatermark(1000);
            assertThat(harness.takeLines())
                    .containsExactly("v||[110,115)|ON_TIME#0!|count=1|{n=1}", "v||[210,215)|ON_TIME#0!|count=1|{n=1}");
            harness.add(Event.left("k", "l3"), 300);

            assertThat(harness.late())
                    .extracting(LateElement::timestamp, LateElement::lateness)
                    .containsExactly(tuple(311L, 689L));
        }
    }

    @Test
    void k1_an_element_without_a_key_is_a_dead_letter_of_each_view_over_the_join() {
        try (PipelineHarness<Event> harness = PipelineHarness.of(
                        over("v", JOIN).build(), over("w", JOIN).build())
                .holdWatermarks()) {
            harness.add(Event.left(null, "l"), 100).add(Event.right(null, "r"), 100);

            assertThat(harness.deadLetters())
                    .hasSize(4)
                    .allMatch(letter -> letter.reason() == InvalidReason.MISSING_KEY)
                    .extracting(letter -> letter.view())
                    .containsExactly("v", "w", "v", "w");
            assertThat(harness.counters("w").invalid()).isEqualTo(2);
        }
    }

    @Test
    void of_more_elements_than_may_wait_those_go_first_whose_wait_ends_first() {
        Join<Event> join = JOIN.withUnmatched(Unmatched.LEFT).waitingAtMost(2);
        List<String> joined = new ArrayList<>();
        try (Pipeline<Event> pipeline = Pipeline.of(over("v", join).build())
                .panes(pane -> joined.add(String.valueOf(pane.key())))
                .build()) {
            pipeline.element(0, 0, Event.left("k", "l1"), 100);
            pipeline.element(0, 1, Event.left("k", "l2"), 101);
            pipeline.element(0, 2, Event.left("k", "l3"), 101);
            pipeline.element(0, 3, Event.right("k", "r"), 102);
            pipeline.flush();

            assertThat(joined).containsExactly("l1+-@111", "l2+r@102", "l3+r@102");
            assertThat(pipeline.elementsLetGoEarly()).isEqualTo(2);
            assertThat(pipeline.elementsWaiting()).isEqualTo(2);
        }
    }

    @Test
    void an_element_of_both_sides_is_its_own_partner() {
        try (PipelineHarness<Event> harness = harness(JOIN)) {
            harness.add(new Event("lr", "k", "a"), 100).add(new Event("lr", "k", "b"), 101);

            assertThat(joined(harness)).containsExactly("a+a@100", "a+b@101", "b+a@101", "b+b@101");
        }
    }

    @Test
    void k2_joined_elements_are_deduplicated_by_what_they_are() {
        View<Event, String> view = over("v", JOIN)
                .deduplicate(event -> event.name().substring(0, 1), Duration.ofHours(1))
                .build();
        try (PipelineHarness<Event> harness = PipelineHarness.of(view).holdWatermarks()) {
            harness.add(Event.left("k", "a1"), 100)
                    .add(Event.right("k", "r"), 100)
                    .add(Event.left("k", "a2"), 100)
                    .add(Event.left("k", "b"), 100);

            assertThat(joined(harness)).containsExactly("a1+r@100", "b+r@100");
            assertThat(harness.counters("v").duplicates()).isEqualTo(1);
        }
    }

    @Test
    void a_join_cannot_wait_in_processing_time() {
        assertThatThrownBy(() -> over("v", JOIN)
                        .watermarks(ProcessingTimeWatermarks.INSTANCE)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "view 'v' joins: its elements wait in event time, so its watermark cannot be processing time");
        assertThatThrownBy(() -> JOIN.waitingAtMost(0)).hasMessage("max_waiting must be at least 1, but is 0");
    }

    @Test
    void r1_when_another_view_comes_before_the_first_over_a_join_what_waits_moves_to_it() throws IOException {
        Join<Event> join = JOIN.withUnmatched(Unmatched.LEFT);
        View<Event, ?> old = over("v", join).build();
        View<Event, ?> added = over("a", join).build();
        SavedState saved = new SavedState();
        List<String> joined = new ArrayList<>();
        try (Pipeline<Event> before = pipeline(List.of(old), joined)) {
            before.element(0, 0, Event.left("k", "l"), 100);
            saved.take(before);
        }
        try (Pipeline<Event> moved = pipeline(List.of(added, old), joined)) {
            moved.restore(saved);
            saved.take(moved);
            assertThat(saved.size("waiting")).isEqualTo(1);
            moved.element(0, 1, Event.right("other", "r"), 150);
            saved.take(moved);
            assertThat(saved.size("waiting")).isEqualTo(1);
        }
        try (Pipeline<Event> after = pipeline(List.of(added, old), joined)) {
            after.restore(saved);
            assertThat(after.elementsWaiting()).isEqualTo(1);
            after.endOfInput();
            after.flush();
        }
        assertThat(joined).containsExactly("a l+-@111", "v l+-@111");
    }

    @Test
    void a_view_that_joins_no_more_is_another_view_and_so_is_what_waits() throws IOException {
        SavedState saved = new SavedState();
        List<String> joined = new ArrayList<>();
        try (Pipeline<Event> before = pipeline(List.of(over("v", JOIN).build()), joined)) {
            before.element(0, 0, Event.left("k", "l"), 100);
            saved.take(before);
        }
        View<Event, ?> plain = View.<Event>named("v")
                .keyBy(Event::name)
                .window(CountWindows.of(1))
                .aggregate("n", Aggregates.count())
                .build();
        try (Pipeline<Event> after = pipeline(List.of(plain), joined)) {
            assertThatThrownBy(() -> after.restore(saved)).isInstanceOf(ChangedViewException.class);
        }
        try (Pipeline<Event> other = pipeline(List.of(over("w", JOIN).build()), joined)) {
            other.restore(saved);
            assertThat(other.elementsWaiting()).isZero();
            saved.take(other);
            assertThat(saved.size("waiting")).isZero();
        }
    }

    @Test
    void a_checkpoint_tells_what_waits() throws IOException {
        SavedState saved = new SavedState();
        View<Event, ?> view = over("v", JOIN).build();
        try (Pipeline<Event> pipeline = pipeline(List.of(view), new ArrayList<>())) {
            pipeline.element(0, 0, Event.right("k", "r"), 100);
            saved.take(pipeline);
        }
        StateReader reader = new StateReader(List.of(view));
        List<StateRecord> waiting = new ArrayList<>();
        saved.forEach(new StateBatch.Visitor() {
            @Override
            public void put(String store, byte[] key, byte[] value) throws IOException {
                StateRecord read = reader.read(store, key, value);
                if (store.equals("waiting")) {
                    waiting.add(read);
                }
            }

            @Override
            public void delete(String store, byte[] key) {
                throw new AssertionError("a checkpoint deletes nothing");
            }

            @Override
            public void deleteRange(String store, KeyRange range) {
                throw new AssertionError("a checkpoint deletes nothing");
            }
        });

        assertThat(waiting).singleElement().satisfies(entry -> {
            assertThat(entry.view()).isEqualTo("v");
            assertThat(entry.facts().toString()).isEqualTo("{side=right, joined_by=k, timestamp=100, matched=false}");
        });
    }

    private static Pipeline<Event> pipeline(List<View<Event, ?>> views, List<String> joined) {
        return Pipeline.of(views)
                .saved(true)
                .panes(pane -> joined.add(pane.view() + " " + pane.key()))
                .build();
    }
}
