// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine against the naive model, on random cases: not one difference, with one worker in every detail and in order, with several in every detail and in order of each
 * key.
 *
 * <p>{@code -Dtidemark.cases=N} runs N cases, {@code -Dtidemark.seed=S} begins at seed S; a failure prints the seed and a small script that still fails.
 */
class DifferentialTest {
    private static final long CASES = Long.getLong("tidemark.cases", 5000);
    private static final long FIRST_SEED = Long.getLong("tidemark.seed", 1);
    private static final int TENTHS = 10;

    @ParameterizedTest(name = "tenth {0} of the cases")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void the_engine_yields_what_the_model_does(int tenth) {
        long end = FIRST_SEED + CASES * (tenth + 1) / TENTHS;
        for (long seed = FIRST_SEED + CASES * tenth / TENTHS; seed < end; seed++) {
            Case scripted = RandomCases.of(seed);
            Output expected = NaiveModel.run(scripted);
            check(scripted, expected, 1);
            check(scripted, expected, seed % 2 == 0 ? 2 : 4);
        }
    }

    private static void check(Case scripted, Output expected, int parallelism) {
        if (difference(scripted, expected, parallelism).isPresent()) {
            Case small = Shrinker.shrink(
                    scripted, candidate -> difference(candidate, parallelism).isPresent());
            fail("at parallelism %d, %s\n%s", parallelism, small, difference(small, parallelism));
        }
    }

    private static Optional<String> difference(Case scripted, int parallelism) {
        return difference(scripted, NaiveModel.run(scripted), parallelism);
    }

    private static Optional<String> difference(Case scripted, Output expected, int parallelism) {
        try {
            Output actual = EngineRun.of(scripted, parallelism);
            return parallelism == 1 ? Differences.inOrder(expected, actual) : Differences.perKey(expected, actual);
        } catch (RuntimeException e) {
            return Optional.of("failed: " + e + " at " + List.of(e.getStackTrace()));
        }
    }
}
