// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.AggregateSet;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds elements to what Flink keeps. */
class FlinkCallAggregate implements AggregateFunction<FlinkCall, FlinkCallStats, FlinkCallStats> {
    private static final long serialVersionUID = 1;

    private final AggregateSet aggregates;

    FlinkCallAggregate(AggregateSet aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public FlinkCallStats createAccumulator() {
        return new FlinkCallStats(aggregates);
    }

    @Override
    public FlinkCallStats add(FlinkCall call, FlinkCallStats stats) {
        stats.stats().add(call.latency);
        return stats;
    }

    @Override
    public FlinkCallStats getResult(FlinkCallStats stats) {
        return stats;
    }

    @Override
    public FlinkCallStats merge(FlinkCallStats one, FlinkCallStats other) {
        one.stats().merge(other.stats());
        return one;
    }

    /** Tells of each element. */
    static final class Timed extends FlinkCallAggregate {
        private static final long serialVersionUID = 1;

        Timed(AggregateSet aggregates) {
            super(aggregates);
        }

        @Override
        public FlinkCallStats add(FlinkCall call, FlinkCallStats stats) {
            FlinkCallStats added = super.add(call, stats);
            PeerPass.current().timing().applied();
            return added;
        }
    }
}
