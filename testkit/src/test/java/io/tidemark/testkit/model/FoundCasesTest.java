// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testkit.model.WatermarksSpec.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What random cases found in the engine, each as small as it could be made; the comment says what was wrong. */
class FoundCasesTest {
    private static final long NEVER = WatermarksSpec.NEVER;

    /** The watermark was coalesced only when an element raised its partition's own; the first one after all were idle may not. */
    @Test
    void w3_a_partition_that_returns_alone_frees_the_watermark_that_the_others_held() {
        WatermarksSpec idle = new WatermarksSpec(Kind.ASCENDING, 0, 10, false, 0, NEVER);
        assertNoDifference(
                ViewSpec.of("v", new WindowsSpec.Tumbling(5, 0), idle),
                new Step.Advance(0),
                add(0, 1, "a", 3),
                add(1, 2, "a", 12),
                new Step.Advance(50),
                add(1, 3, "a", 12));
    }

    /** Timers of one instant fired in an order that depended on how sessions had grown since they asked for them. */
    @Test
    void p6_timers_of_one_instant_fire_by_the_end_that_sessions_have_then() {
        ViewSpec view = ViewSpec.of("v", new WindowsSpec.Session(4, NEVER, true), WatermarksSpec.ascending())
                .withTriggers(Optional.of(new TriggerSpec.Timed(9, true)), Optional.empty());
        assertNoDifference(
                view,
                new Step.Advance(87),
                add(0, 1, "a", 130),
                add(0, 2, "b", 130),
                add(0, 3, "a", 132),
                new Step.Advance(100));
    }

    /** A timer due at the same instant as one watermark of a view was skipped until after the next watermark, a millisecond later. */
    @Test
    void p6_a_timer_comes_between_two_publications_of_watermarks() {
        WatermarksSpec first = new WatermarksSpec(Kind.ASCENDING, 0, NEVER, false, 5, NEVER);
        WatermarksSpec second = new WatermarksSpec(Kind.ASCENDING, 0, NEVER, false, 6, NEVER);
        ViewSpec timed = ViewSpec.of("timed", new WindowsSpec.Tumbling(10, 0), second)
                .withTriggers(Optional.of(new TriggerSpec.Timed(5, true)), Optional.empty());
        assertNoDifference(
                List.of(ViewSpec.of("other", new WindowsSpec.Tumbling(10, 0), first), timed),
                new Step.Advance(0),
                add(0, 1, "a", 1),
                add(0, 2, "a", 11),
                new Step.Advance(20));
    }

    private static Step add(int partition, long number, String key, long timestamp) {
        return new Step.Add(partition, new TestElement(number, key, null, number, false, false, false), timestamp);
    }

    private static void assertNoDifference(ViewSpec view, Step... steps) {
        assertNoDifference(List.of(view), steps);
    }

    private static void assertNoDifference(List<ViewSpec> views, Step... steps) {
        Case found = new Case(0, views, List.of(steps));
        Output expected = NaiveModel.run(found);
        assertThat(Differences.inOrder(expected, EngineRun.of(found, 1))).isEmpty();
        assertThat(Differences.perKey(expected, EngineRun.of(found, 2))).isEmpty();
    }
}
