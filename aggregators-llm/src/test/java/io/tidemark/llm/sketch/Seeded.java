// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers whose seed is printed, and taken back by {@code -Dtidemark.seed}. */
final class Seeded {
    private static final long SEED = Long.getLong("tidemark.seed", new SplittableRandom().nextLong());

    private Seeded() {}

    /** The generator of a test, the same for the same seed and name. */
    static RandomGenerator random(String test) {
        System.out.println(test + ": -Dtidemark.seed=" + SEED);
        return new SplittableRandom(SEED ^ test.hashCode());
    }
}
