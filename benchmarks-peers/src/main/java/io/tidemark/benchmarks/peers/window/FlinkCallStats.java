// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.AggregateSet;
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
        stats.write(out);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        stats = CallStats.read(in);
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
