// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.tidemark.pane.AccumulationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A comparison that cannot fail proves nothing: an engine that is wrong by as little as this is found out within some hundred cases. */
class ComparisonCanFailTest {
    private static final int CASES = 400;
    private static final long ENOUGH = 3;
    private static final long NEVER = WatermarksSpec.NEVER;

    @ParameterizedTest
    @MethodSource
    void an_error_as_small_as_this_is_found(UnaryOperator<ViewSpec> error) {
        long found = LongStream.range(0, CASES)
                .filter(seed -> isFound(RandomCases.of(seed), error))
                .limit(ENOUGH)
                .count();

        assertThat(found).isEqualTo(ENOUGH);
    }

    static Stream<Named<UnaryOperator<ViewSpec>>> an_error_as_small_as_this_is_found() {
        return Stream.of(
                named("lateness by one", v -> v.with(v.watermarks(), offByOne(v.lateness()), v.dedupTtl())),
                named(
                        "ttl by one",
                        v -> v.with(v.watermarks(), v.lateness(), v.dedupTtl() == 0 ? 0 : offByOne(v.dedupTtl()))),
                named("delay by one", v -> v.with(otherDelay(v.watermarks()), v.lateness(), v.dedupTtl())),
                named("idle timeout by one", v -> v.with(otherIdle(v.watermarks()), v.lateness(), v.dedupTtl())),
                named("gap by one", v -> v.with(otherGap(v.windows()), v.mode())),
                named("no retractions", v -> v.with(v.windows(), withoutRetractions(v.mode()))),
                named("no early trigger", v -> v.withTriggers(Optional.empty(), v.late())),
                named("no late trigger", v -> v.withTriggers(v.early(), Optional.empty())));
    }

    private static boolean isFound(Case scripted, UnaryOperator<ViewSpec> error) {
        List<ViewSpec> wrong = new ArrayList<>(scripted.views());
        wrong.replaceAll(error);
        Output expected = NaiveModel.run(scripted);
        Output actual = EngineRun.of(scripted.withViews(wrong), 1);
        return Differences.inOrder(expected, actual).isPresent();
    }

    /** By one less where that is possible: the longest durations allow no more. */
    private static long offByOne(long duration) {
        return duration > 1 ? duration - 1 : duration + 1;
    }

    private static WatermarksSpec otherDelay(WatermarksSpec spec) {
        return spec.kind() == WatermarksSpec.Kind.BOUNDED
                ? spec.with(offByOne(spec.delay()), spec.idleTimeout())
                : spec;
    }

    private static WatermarksSpec otherIdle(WatermarksSpec spec) {
        return spec.idleTimeout() == NEVER ? spec : spec.with(spec.delay(), offByOne(spec.idleTimeout()));
    }

    private static WindowsSpec otherGap(WindowsSpec windows) {
        return windows instanceof WindowsSpec.Session session && session.maxDuration() == NEVER
                ? new WindowsSpec.Session(offByOne(session.gap()), NEVER, session.touching())
                : windows;
    }

    private static AccumulationMode withoutRetractions(AccumulationMode mode) {
        return mode == AccumulationMode.ACCUMULATING_AND_RETRACTING ? AccumulationMode.ACCUMULATING : mode;
    }
}
