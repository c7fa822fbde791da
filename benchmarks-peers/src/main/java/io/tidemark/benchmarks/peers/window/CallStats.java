// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Checksum;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.llm.sketch.QuantileSketch;
import io.tidemark.llm.sketch.QuantileSketchCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the peers accumulate of a key and a window: count, sum and maximum, and with full aggregates the same sketch that ours has, so that engines are compared and not sketches.
 */
final class CallStats {
    long count;
    double sum;
    double max = Double.NEGATIVE_INFINITY;

    final @Nullable QuantileSketch latencies;

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

    /** As the peers keep it outside the heap, and in checkpoints. */
    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(sum);
        out.writeDouble(max);
        byte[] sketch = {};
        if (latencies != null) {
            StateOutput bytes = new StateOutput();
            QuantileSketchCodec.INSTANCE.write(latencies, bytes);
            sketch = bytes.toByteArray();
        }
        out.writeShort(sketch.length);
        out.write(sketch);
    }

    /** What {@link #write} wrote. */
    static CallStats read(DataInput in) throws IOException {
        long count = in.readLong();
        double sum = in.readDouble();
        double max = in.readDouble();
        byte[] sketch = new byte[in.readUnsignedShort()];
        in.readFully(sketch);
        CallStats stats = new CallStats(
                sketch.length == 0
                        ? null
                        : QuantileSketchCodec.INSTANCE.read(
                                new StateInput(sketch), QuantileSketchCodec.INSTANCE.version()));
        stats.count = count;
        stats.sum = sum;
        stats.max = max;
        return stats;
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
