// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;
import org.apache.flink.types.StringValue;

/** An element that Flink copies and writes without reflection. */
public final class FlinkCall implements CopyableValue<FlinkCall> {
    private static final long serialVersionUID = 1;
    private static final int NUMBERS = Double.BYTES + Long.BYTES;

    String key = "";
    double latency;
    long timestamp;

    /** For Flink. */
    public FlinkCall() {}

    @Override
    public void write(DataOutputView out) throws IOException {
        StringValue.writeString(key, out);
        out.writeDouble(latency);
        out.writeLong(timestamp);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        key = StringValue.readString(in);
        latency = in.readDouble();
        timestamp = in.readLong();
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(FlinkCall target) {
        target.key = key;
        target.latency = latency;
        target.timestamp = timestamp;
    }

    @Override
    public FlinkCall copy() {
        FlinkCall copy = new FlinkCall();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        StringValue.copyString(source, target);
        target.write(source, NUMBERS);
    }
}
