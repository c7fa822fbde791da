// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import java.util.List;

/** Makes a case from a seed: the same one every time. */
final class RandomCases {
    private static final int MOST_ELEMENTS = 300;

    private RandomCases() {}

    static Case of(long seed) {
        Dice dice = new Dice(seed);
        Scale scale = Scale.random(dice);
        List<ViewSpec> views = new RandomViews(dice, scale).views();
        int elements = dice.chance(60) ? dice.below(60) + 1 : dice.below(MOST_ELEMENTS) + 1;
        return new Case(seed, views, new RandomStream(dice, scale, views).steps(elements));
    }
}
