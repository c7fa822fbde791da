// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing case small: drops views, then steps, as long as it still fails (delta debugging, Zeller and Hildebrandt 2002). */
final class Shrinker {
    private final Predicate<Case> fails;
    private int attempts = 4000;

    private Shrinker(Predicate<Case> fails) {
        this.fails = fails;
    }

    static Case shrink(Case failing, Predicate<Case> fails) {
        Shrinker shrinker = new Shrinker(fails);
        return shrinker.steps(shrinker.views(failing));
    }

    private Case views(Case failing) {
        for (ViewSpec view : failing.views()) {
            Case one = failing.withViews(List.of(view));
            if (stillFails(one)) {
                return one;
            }
        }
        return failing;
    }

    private Case steps(Case failing) {
        Case smallest = failing;
        for (int chunk = failing.steps().size() / 2; chunk >= 1; chunk = nextChunk(chunk, smallest)) {
            int before;
            do {
                before = smallest.steps().size();
                smallest = without(chunk, smallest);
            } while (chunk == 1 && smallest.steps().size() < before);
        }
        return smallest;
    }

    private static int nextChunk(int chunk, Case smallest) {
        return Math.min(chunk / 2, smallest.steps().size());
    }

    /** Tries to drop each run of {@code chunk} steps; the first advance stays, for it starts the clock. */
    private Case without(int chunk, Case failing) {
        Case smallest = failing;
        for (int from = smallest.steps().size() - chunk; from >= 0; from -= chunk) {
            List<Step> fewer = new ArrayList<>(smallest.steps());
            fewer.subList(from, Math.min(fewer.size(), from + chunk)).clear();
            Case candidate = smallest.with(fewer);
            if (startsClock(fewer) && stillFails(candidate)) {
                smallest = candidate;
            }
        }
        return smallest;
    }

    private static boolean startsClock(List<Step> steps) {
        for (Step step : steps) {
            if (!(step instanceof Step.Declare)) {
                return step instanceof Step.Advance;
            }
        }
        return false;
    }

    private boolean stillFails(Case candidate) {
        return attempts-- > 0 && fails.test(candidate);
    }
}
