// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The engine against the naive model, on random cases: not one difference.
 *
 * <p>{@code -Dtidemark.cases=N} runs N cases, {@code -Dtidemark.seed=S} begins at seed S; a failure prints the seed and a small script that still fails.
 */
class DifferentialTest {
    private static final int CASES = Integer.getInteger("tidemark.cases", 5000);
    private static final long FIRST_SEED = Long.getLong("tidemark.seed", 1);

    @Test
    void oneWorkerYieldsWhatTheModelDoes() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            check(RandomCases.of(seed), 1);
        }
    }

    private static void check(Case scripted, int parallelism) {
        Optional<String> difference = difference(scripted, parallelism);
        if (difference.isPresent()) {
            Case small = Shrinker.shrink(
                    scripted, candidate -> difference(candidate, parallelism).isPresent());
            fail("at parallelism %d, %s\n%s", parallelism, small, difference(small, parallelism));
        }
    }

    private static Optional<String> difference(Case scripted, int parallelism) {
        try {
            Output expected = NaiveModel.run(scripted);
            Output actual = EngineRun.of(scripted, parallelism);
            return parallelism == 1 ? Differences.inOrder(expected, actual) : Differences.perKey(expected, actual);
        } catch (RuntimeException e) {
            return Optional.of(
                    "failed: " + e + " at " + List.of(e.getStackTrace()).subList(0, 5));
        }
    }
}
