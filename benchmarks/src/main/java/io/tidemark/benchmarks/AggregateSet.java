// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.llm.aggregate.Percentiles;
import io.tidemark.view.ViewBuilder;
import java.util.Locale;

/** What is computed of each window. */
public enum AggregateSet {
    /** Count, sum, maximum. */
    CHEAP,
    /** The same, and the percentiles p50, p95, p99 within 1 %. */
    FULL;

    /** The relative error of the percentiles. */
    public static final double RELATIVE_ERROR = Percentiles.RELATIVE_ERROR;

    private static final double[] PERCENTILES = {50, 95, 99};

    /** For people. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Adds the aggregates to a view, in the order in which {@link PipelineRun} reads them. */
    public <K> ViewBuilder<Call, K> addTo(ViewBuilder<Call, K> view) {
        view.aggregate("count", Aggregates.count())
                .aggregate("sum", Aggregates.sum(Calls.LATENCY))
                .aggregate("max", Aggregates.max(Calls.LATENCY));
        if (this == FULL) {
            for (double percentile : PERCENTILES) {
                view.aggregate("p" + (int) percentile, Percentiles.percentile(Calls.LATENCY, percentile));
            }
        }
        return view;
    }
}
