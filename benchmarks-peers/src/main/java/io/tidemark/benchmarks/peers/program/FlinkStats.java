// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** State that Flink copies and writes without reflection. */
public final class FlinkStats implements CopyableValue<FlinkStats> {
    private static final long serialVersionUID = 1;

    private transient ModelStats stats = new ModelStats();

    /** For Flink. */
    public FlinkStats() {}

    ModelStats stats() {
        return stats;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        byte[] bytes = stats.encode();
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        stats = ModelStats.decode(bytes);
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(FlinkStats target) {
        target.stats = stats.copy();
    }

    @Override
    public FlinkStats copy() {
        FlinkStats copy = new FlinkStats();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = source.readInt();
        target.writeInt(length);
        target.write(source, length);
    }
}
