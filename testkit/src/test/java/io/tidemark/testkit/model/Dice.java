// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded choices. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Whether something happens that does so in {@code percent} of all cases. */
    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Both ends included. */
    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // The array is only read.
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
