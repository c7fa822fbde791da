// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One row of the report.
 *
 * @param query the windows
 * @param keys how many keys
 * @param aggregates what is computed
 */
public record Case(Query query, int keys, AggregateSet aggregates) {
    private static final int FEW_KEYS = 50;

    /** All of them, with 50 keys and with {@code manyKeys}; neighbours share their input. */
    public static List<Case> all(int manyKeys) {
        List<Case> cases = new ArrayList<>();
        for (int keys : List.of(FEW_KEYS, manyKeys)) {
            for (Query query : Query.values()) {
                for (AggregateSet aggregates : AggregateSet.values()) {
                    cases.add(new Case(query, keys, aggregates));
                }
            }
        }
        return cases;
    }

    /** How many elements a pass has, at most {@code most}: fewer where there are more panes than elements. */
    public int elements(int most) {
        return query == Query.SLIDING_60_S_1_S && keys > FEW_KEYS ? Math.min(most, 240_000) : most;
    }

    /** For people, and for filters. */
    public String title() {
        return String.format(Locale.ROOT, "%s, %,d keys, %s", query.title(), keys, aggregates.title());
    }

    /** Whether two cases have the same input. */
    public boolean sharesInputWith(Case other) {
        return keys == other.keys && hasSilence() == other.hasSilence();
    }

    /** The input. */
    public Telemetry input(int elements, long seed) {
        return hasSilence() ? Telemetry.withQuietMinutes(keys, elements, seed) : Telemetry.steady(keys, elements, seed);
    }

    private boolean hasSilence() {
        return query.needsSilence() && keys == FEW_KEYS;
    }
}
