// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;

/** State in Jet's snapshots, without reflection. */
final class JetCallSerializer implements StreamSerializer<CallStats> {
    @Override
    public int getTypeId() {
        return 1;
    }

    @Override
    public void write(ObjectDataOutput out, CallStats stats) throws IOException {
        stats.write(out);
    }

    @Override
    public CallStats read(ObjectDataInput in) throws IOException {
        return CallStats.read(in);
    }
}
