// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.Laps;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReaderBase;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.NumberSequenceIterator;

/** Yields the elements of the pass by their numbers, as Flink's own sources of numbers and of generated data do. */
final class FlinkCallSource implements Source<FlinkCall, NumberSequenceSplit, Collection<NumberSequenceSplit>> {
    private static final long serialVersionUID = 1;

    private final NumberSequenceSource numbers =
            new NumberSequenceSource(0, PeerPass.current().elements() - 1);

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<FlinkCall, NumberSequenceSplit> createReader(SourceReaderContext context) {
        return new Reader(context);
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context) {
        long last = PeerPass.current().elements() - 1;
        return new IteratorSourceEnumerator<>(context, List.of(new NumberSequenceSplit("1", 0, last)));
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context, Collection<NumberSequenceSplit> splits) {
        return new IteratorSourceEnumerator<>(context, splits);
    }

    @Override
    public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
        return numbers.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<NumberSequenceSplit>> getEnumeratorCheckpointSerializer() {
        return numbers.getEnumeratorCheckpointSerializer();
    }

    /** One object for all elements: they are written before the next one comes. Where they are paced, it waits for the next one, as nothing else is to be done. */
    private static final class Reader
            extends IteratorSourceReaderBase<Long, FlinkCall, NumberSequenceIterator, NumberSequenceSplit> {
        private final PeerPass pass = PeerPass.current();
        private final Laps laps = pass.laps();
        private final FlinkCall reused = new FlinkCall();

        Reader(SourceReaderContext context) {
            super(context);
        }

        @Override
        public void start(SourceReaderContext context) {
            pass.begin();
        }

        @Override
        protected FlinkCall convert(Long number) {
            pass.timing().await(number);
            reused.key = laps.key(number);
            reused.latency = laps.latency(number);
            reused.timestamp = laps.timestamp(number);
            return reused;
        }

        @Override
        public void close() {
            // It holds nothing.
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            pass.checkpoint();
        }
    }
}
