// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A pipeline and what happens to it.
 *
 * @param seed where it came from
 * @param views the pipeline
 * @param steps the script; the first advance starts the clock
 */
record Case(long seed, List<ViewSpec> views, List<Step> steps) {
    Case with(List<Step> other) {
        return new Case(seed, views, other);
    }

    Case withViews(List<ViewSpec> other) {
        return new Case(seed, other, steps);
    }

    @Override
    public String toString() {
        return "seed " + seed + "\n"
                + views.stream().map(ViewSpec::toString).collect(Collectors.joining("\n  ", "  ", "\n"))
                + steps.stream().map(Step::toString).collect(Collectors.joining("\n  ", "  ", "\n"));
    }
}
