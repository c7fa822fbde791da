// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds events to what Flink keeps. */
final class FlinkAggregate implements AggregateFunction<FeedbackEvent, FlinkStats, FlinkStats> {
    private static final long serialVersionUID = 1;

    @Override
    public FlinkStats createAccumulator() {
        return new FlinkStats();
    }

    @Override
    public FlinkStats add(FeedbackEvent event, FlinkStats stats) {
        stats.stats().add(event);
        return stats;
    }

    @Override
    public FlinkStats getResult(FlinkStats stats) {
        return stats;
    }

    @Override
    public FlinkStats merge(FlinkStats one, FlinkStats other) {
        one.stats().merge(other.stats());
        return one;
    }
}
