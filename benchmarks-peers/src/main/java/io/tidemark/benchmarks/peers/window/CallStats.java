// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Checksum;
import io.tidemark.llm.sketch.QuantileSketch;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the peers accumulate of a key and a window: count, sum and maximum, and with full aggregates the same sketch that ours has, so that engines are compared and not sketches.
 */
final class CallStats implements Serializable {
    private static final long serialVersionUID = 1;

    long count;
    double sum;
    double max = Double.NEGATIVE_INFINITY;

    final transient @Nullable QuantileSketch latencies;

    CallStats(AggregateSet aggregates) {
        this(aggregates == AggregateSet.FULL ? new QuantileSketch(AggregateSet.RELATIVE_ERROR) : null);
    }

    CallStats(@Nullable QuantileSketch latencies) {
        this.latencies = latencies;
    }

    void add(double latency) {
        count++;
        sum += latency;
        if (latency > max) {
            max = latency;
        }
        if (latencies != null) {
            latencies.add(latency);
        }
    }

    void merge(CallStats other) {
        count += other.count;
        sum += other.sum;
        max = Math.max(max, other.max);
        if (latencies != null && other.latencies != null) {
            latencies.merge(other.latencies);
        }
    }

    CallStats copy() {
        CallStats copy = new CallStats(latencies == null ? null : latencies.copy());
        copy.count = count;
        copy.sum = sum;
        copy.max = max;
        return copy;
    }

    CallReport report() {
        if (latencies == null) {
            return new CallReport(count, sum, max, Double.NaN, Double.NaN, Double.NaN);
        }
        return new CallReport(count, sum, max, latencies.quantile(50), latencies.quantile(95), latencies.quantile(99));
    }

    /**
     * What is emitted of a key and a window. Without full aggregates its percentiles are {@code NaN}.
     */
    record CallReport(long count, double sum, double max, double p50, double p95, double p99) implements Serializable {
        void addTo(Checksum checksum, String key, long start, long end) {
            if (Double.isNaN(p50)) {
                checksum.pane(key.hashCode(), start, end, count, sum, max);
            } else {
                checksum.pane(key.hashCode(), start, end, count, sum, max, p50, p95, p99);
            }
        }
    }
}
