// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.Checksum;
import io.tidemark.benchmarks.PaneTimes;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Takes panes. */
final class FlinkPaneSink implements Sink<FlinkPane> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<FlinkPane> createWriter(WriterInitContext context) {
        return new Writer();
    }

    private static final class Writer implements SinkWriter<FlinkPane> {
        private final Checksum checksum = new Checksum();
        private final PaneTimes times = PeerPass.current().timing().sink();

        @Override
        public void write(FlinkPane pane, Context context) {
            times.pane(pane.end);
            pane.report().addTo(checksum, pane.key, pane.start, pane.end);
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput) {
                PeerPass.current().end(checksum);
            }
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
