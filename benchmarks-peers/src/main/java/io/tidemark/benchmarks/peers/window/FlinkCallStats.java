// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.llm.sketch.QuantileSketch;
import io.tidemark.llm.sketch.QuantileSketchCodec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** State that Flink copies and writes without reflection. */
public final class FlinkCallStats implements CopyableValue<FlinkCallStats> {
    private static final long serialVersionUID = 1;

    private transient CallStats stats;

    /** For Flink. */
    public FlinkCallStats() {
        this(AggregateSet.CHEAP);
    }

    FlinkCallStats(AggregateSet aggregates) {
        stats = new CallStats(aggregates);
    }

    CallStats stats() {
        return stats;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeLong(stats.count);
        out.writeDouble(stats.sum);
        out.writeDouble(stats.max);
        byte[] sketch = {};
        if (stats.latencies != null) {
            StateOutput bytes = new StateOutput();
            QuantileSketchCodec.INSTANCE.write(stats.latencies, bytes);
            sketch = bytes.toByteArray();
        }
        out.writeShort(sketch.length);
        out.write(sketch);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        long count = in.readLong();
        double sum = in.readDouble();
        double max = in.readDouble();
        byte[] sketch = new byte[in.readUnsignedShort()];
        in.readFully(sketch);
        QuantileSketch latencies = sketch.length == 0
                ? null
                : QuantileSketchCodec.INSTANCE.read(new StateInput(sketch), QuantileSketchCodec.INSTANCE.version());
        stats = new CallStats(latencies);
        stats.count = count;
        stats.sum = sum;
        stats.max = max;
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(FlinkCallStats target) {
        target.stats = stats.copy();
    }

    @Override
    public FlinkCallStats copy() {
        FlinkCallStats copy = new FlinkCallStats();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        FlinkCallStats read = new FlinkCallStats();
        read.read(source);
        read.write(target);
    }
}
