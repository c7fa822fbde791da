// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tidemark.pane.FillMethod;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneTiming;
import io.tidemark.testkit.ToyStateBackend;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gaps over random views: the panes are those of the naive model, filled when all is over; in every mode: with any parallelism, stopped and begun anew between any two steps, and with hardly any room on the heap.
 *
 * <p>{@code -Dtidemark.cases=N} runs N cases, {@code -Dtidemark.seed=S} begins at seed S; a failure prints the seed and a small script that still fails.
 */
class GapModelTest {
    private static final long CASES = Long.getLong("tidemark.cases", 1500);
    private static final long FIRST_SEED = Long.getLong("tidemark.seed", 1);
    private static final int FIFTHS = 5;

    @ParameterizedTest(name = "fifth {0} of the cases")
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void filled_panes_are_those_of_the_naive_model_in_every_mode(int fifth) {
        long end = FIRST_SEED + CASES * (fifth + 1) / FIFTHS;
        for (long seed = FIRST_SEED + CASES * fifth / FIFTHS; seed < end; seed++) {
            check(seed);
        }
    }

    /** What gaps are filled from was read from the warm tier although it was forgotten, or too little was known of the watermark before a late pane. */
    @ParameterizedTest
    @ValueSource(longs = {1582, 2212, 3025, 4185, 4649, 4977})
    void cases_that_failed_once_do_not_any_more(long seed) {
        check(seed);
    }

    private static void check(long seed) {
        Case scripted = RandomGaps.of(seed);
        if (difference(scripted).isPresent()) {
            Case small =
                    Shrinker.shrink(scripted, candidate -> difference(candidate).isPresent());
            fail("%s\n%s", small, difference(small));
        }
    }

    @Test
    void there_are_gaps_of_every_kind_in_the_cases() {
        Map<FillMethod, Integer> filled = new EnumMap<>(FillMethod.class);
        int replaced = 0;
        for (long seed = 1; seed <= 300; seed++) {
            for (ViewOutput view : NaiveModel.run(RandomGaps.of(seed)).views().values()) {
                Set<Object> gaps = new HashSet<>();
                for (Pane<String> pane :
                        view.panes().stream().flatMap(List::stream).toList()) {
                    if (pane.info().isFilled()) {
                        pane.info().filled().forEach(method -> filled.merge(method, 1, Integer::sum));
                        gaps.add(List.of(pane.key(), pane.window()));
                    } else if (pane.info().timing() == PaneTiming.LATE
                            && gaps.remove(List.of(pane.key(), pane.window()))) {
                        replaced++;
                    }
                }
            }
        }

        assertThat(filled)
                .hasSize(4)
                .allSatisfy((method, count) -> assertThat(count).isGreaterThan(1000));
        assertThat(replaced).isGreaterThan(50);
    }

    private static Optional<String> difference(Case scripted) {
        try {
            Output expected = NaiveModel.run(scripted);
            List<Function<Case, Output>> modes = List.of(
                    other -> EngineRun.of(other, 1),
                    other -> EngineRun.of(other, 2),
                    other -> EngineRun.restarted(other, other.seed()),
                    other -> EngineRun.spilled(other, other.seed(), ToyStateBackend::empty));
            for (Function<Case, Output> mode : modes) {
                Optional<String> difference = Differences.perKey(expected, mode.apply(scripted));
                if (difference.isPresent()) {
                    return difference.map(text -> "mode " + modes.indexOf(mode) + ": " + text);
                }
            }
            return Optional.empty();
        } catch (RuntimeException | AssertionError e) {
            return Optional.of("failed: " + e + " at " + List.of(e.getStackTrace()));
        }
    }
}
