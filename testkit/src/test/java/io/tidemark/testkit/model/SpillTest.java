// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import static org.assertj.core.api.Assertions.fail;

import io.tidemark.testkit.ToyStateBackend;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules R1 and R2 with a warm tier: an engine that has hardly any room on the heap, and is stopped now and then, yields what the naive model does, which keeps everything.
 *
 * <p>{@code -Dtidemark.cases=N} runs N cases, {@code -Dtidemark.seed=S} begins at seed S; a failure prints the seed and a small script that still fails.
 */
class SpillTest {
    private static final long CASES = Long.getLong("tidemark.cases", 1500);
    private static final long FIRST_SEED = Long.getLong("tidemark.seed", 1);
    private static final int FIFTHS = 5;

    @ParameterizedTest(name = "fifth {0} of the cases")
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void r2_what_left_the_heap_does_not_show(int fifth) {
        long end = FIRST_SEED + CASES * (fifth + 1) / FIFTHS;
        for (long seed = FIRST_SEED + CASES * fifth / FIFTHS; seed < end; seed++) {
            Case scripted = RandomCases.of(seed);
            if (difference(scripted, seed).isPresent()) {
                long restarts = seed;
                Case small = Shrinker.shrink(
                        scripted, candidate -> difference(candidate, restarts).isPresent());
                fail("spilled as seed %d says, %s\n%s", seed, small, difference(small, seed));
            }
        }
    }

    private static Optional<String> difference(Case scripted, long restarts) {
        try {
            return Differences.perKey(
                    NaiveModel.run(scripted), EngineRun.spilled(scripted, restarts, ToyStateBackend::empty));
        } catch (RuntimeException e) {
            return Optional.of("failed: " + e + " at " + List.of(e.getStackTrace()));
        }
    }
}
