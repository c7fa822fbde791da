// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** What is kept of a model and a window while it is open. */
final class ModelStats {
    private static final double RELATIVE_ERROR = 0.01;
    private static final IndexMapping MAPPING = new CubicallyInterpolatedMapping(RELATIVE_ERROR);
    private static final int FIXED_BYTES = 6 * Long.BYTES;

    private long count;
    private long errors;
    private double cost;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private final DDSketch latencies;

    ModelStats() {
        this(DDSketches.unboundedDense(RELATIVE_ERROR));
    }

    private ModelStats(DDSketch latencies) {
        this.latencies = latencies;
    }

    ModelStats add(FeedbackEvent event) {
        double latency = event.latencyMillis;
        count++;
        errors += event.error == null ? 0 : 1;
        cost += event.cost;
        sum += latency;
        min = Math.min(min, latency);
        max = Math.max(max, latency);
        latencies.accept(latency);
        return this;
    }

    ModelStats merge(ModelStats other) {
        count += other.count;
        errors += other.errors;
        cost += other.cost;
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        latencies.mergeWith(other.latencies);
        return this;
    }

    ModelReport report(String model, long start, long end) {
        double[] quantiles = latencies.getValuesAtQuantiles(new double[] {0.5, 0.95, 0.99});
        return new ModelReport(
                model,
                start,
                end,
                count,
                cost,
                min,
                max,
                sum / count,
                quantiles[0],
                quantiles[1],
                quantiles[2],
                (double) errors / count);
    }

    ModelStats copy() {
        ModelStats copy = new ModelStats(latencies.copy());
        copy.count = count;
        copy.errors = errors;
        copy.cost = cost;
        copy.sum = sum;
        copy.min = min;
        copy.max = max;
        return copy;
    }

    byte[] encode() {
        GrowingByteArrayOutput sketch = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            // Every sketch has the same mapping, so it need not be written.
            latencies.encode(sketch, true);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return ByteBuffer.allocate(FIXED_BYTES + sketch.numWrittenBytes())
                .putLong(count)
                .putLong(errors)
                .putDouble(cost)
                .putDouble(sum)
                .putDouble(min)
                .putDouble(max)
                .put(sketch.backingArray(), 0, sketch.numWrittenBytes())
                .array();
    }

    static ModelStats decode(byte[] bytes) {
        try {
            ByteArrayInput sketch = ByteArrayInput.wrap(bytes, FIXED_BYTES, bytes.length - FIXED_BYTES);
            ModelStats stats = new ModelStats(DDSketch.decode(sketch, UnboundedSizeDenseStore::new, MAPPING));
            ByteBuffer fixed = ByteBuffer.wrap(bytes);
            stats.count = fixed.getLong();
            stats.errors = fixed.getLong();
            stats.cost = fixed.getDouble();
            stats.sum = fixed.getDouble();
            stats.min = fixed.getDouble();
            stats.max = fixed.getDouble();
            return stats;
        } catch (IOException e) {
            throw new UncheckedIOException("the state is not readable", e);
        }
    }
}
