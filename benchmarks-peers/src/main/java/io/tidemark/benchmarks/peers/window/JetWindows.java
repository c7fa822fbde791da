// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import com.hazelcast.config.Config;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.function.BiConsumerEx;
import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.core.ProcessorSupplier;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.Sinks;
import com.hazelcast.jet.pipeline.Sources;
import com.hazelcast.jet.pipeline.StreamSource;
import com.hazelcast.jet.pipeline.WindowDefinition;
import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Call;
import io.tidemark.benchmarks.Checksum;
import io.tidemark.benchmarks.Measurement;
import io.tidemark.benchmarks.PaneTimes;
import io.tidemark.benchmarks.Query;
import io.tidemark.benchmarks.Telemetry;
import io.tidemark.benchmarks.peers.window.CallStats.CallReport;
import java.time.Duration;
import java.util.Optional;

/**
 * A case with the pipeline API of Hazelcast Jet: a source that keeps event time itself, as those of its connectors do, windows by key, and a sink of its core API. One member in this process, as many cooperative threads as workers.
 */
final class JetWindows implements AutoCloseable {
    /** To Jet, sessions that touch are two, to all others they are one: its gap is longer by a millisecond, and its sessions end that much earlier. */
    private static final long TOUCH = 1;

    private final HazelcastInstance member;

    private JetWindows(HazelcastInstance member) {
        this.member = member;
    }

    /** Starts a member. */
    static JetWindows start(int parallelism) {
        Config config = new Config();
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.getJetConfig().setEnabled(true).setCooperativeThreadCount(parallelism);
        config.getMetricsConfig().setEnabled(false);
        config.getSerializationConfig()
                .addSerializerConfig(new SerializerConfig()
                        .setTypeClass(CallStats.class)
                        .setImplementation(new JetCallSerializer()));
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        return new JetWindows(Hazelcast.newHazelcastInstance(config));
    }

    /** A pass over {@code input}. */
    Measurement run(Query query, AggregateSet aggregates, Telemetry input) {
        return run(query, aggregates, PeerPass.over(input)).measurement();
    }

    /** The pass {@code pass}, which is on. */
    PeerPass run(Query query, AggregateSet aggregates, PeerPass pass) {
        return run(query, aggregates, pass, Optional.empty());
    }

    /** The same, with snapshots of the state so often, if at all. */
    PeerPass run(Query query, AggregateSet aggregates, PeerPass pass, Optional<Duration> snapshots) {
        boolean isTimed = pass.timing().timesElements();
        JobConfig config = new JobConfig().setMetricsEnabled(false);
        snapshots.ifPresent(interval -> config.setProcessingGuarantee(ProcessingGuarantee.EXACTLY_ONCE)
                .setSnapshotIntervalMillis(interval.toMillis()));
        member.getJet()
                .newJob(pipeline(query, operation(aggregates, isTimed)), config)
                .join();
        return pass;
    }

    private static Pipeline pipeline(Query query, AggregateOperation1<Call, CallStats, CallReport> operation) {
        Pipeline pipeline = Pipeline.create();
        pipeline.readFrom(source())
                .withTimestamps(Call::timestamp, Telemetry.DELAY)
                .groupingKey(Call::key)
                .window(window(query))
                .aggregate(operation)
                .writeTo(sink(query == Query.SESSIONS_30_S ? TOUCH : 0));
        return pipeline;
    }

    private static WindowDefinition window(Query query) {
        return switch (query) {
            case TUMBLING_5_MIN -> WindowDefinition.tumbling(300_000);
            case TUMBLING_10_S -> WindowDefinition.tumbling(10_000);
            case SLIDING_15_MIN_1_MIN -> WindowDefinition.sliding(900_000, 60_000);
            case SLIDING_60_S_1_S -> WindowDefinition.sliding(60_000, 1_000);
            case SESSIONS_30_S -> WindowDefinition.session(30_000 + TOUCH);
        };
    }

    private static AggregateOperation1<Call, CallStats, CallReport> operation(
            AggregateSet aggregates, boolean isTimed) {
        BiConsumerEx<CallStats, Call> accumulate = isTimed
                ? (stats, call) -> {
                    stats.add(call.latency());
                    PeerPass.current().timing().applied();
                }
                : (stats, call) -> stats.add(call.latency());
        return AggregateOperation.withCreate(() -> new CallStats(aggregates))
                .<Call>andAccumulate(accumulate)
                .andCombine(CallStats::merge)
                .andExportFinish(CallStats::report);
    }

    private static StreamSource<Call> source() {
        return Sources.streamFromProcessorWithWatermarks(
                "calls",
                false,
                policy -> ProcessorMetaSupplier.preferLocalParallelismOne(
                        ProcessorSupplier.of(() -> new JetCallSource(policy))));
    }

    private static Sink<KeyedWindowResult<String, CallReport>> sink(long tooLate) {
        return Sinks.fromProcessor(
                "checksum", ProcessorMetaSupplier.of(ProcessorSupplier.of(() -> new PaneSink(tooLate))));
    }

    @Override
    public void close() {
        member.shutdown();
    }

    /** Takes panes. */
    private static final class PaneSink extends AbstractProcessor {
        private final Checksum checksum = new Checksum();
        private final PaneTimes times = PeerPass.current().timing().sink();
        private final long tooLate;

        PaneSink(long tooLate) {
            this.tooLate = tooLate;
        }

        @Override
        protected boolean tryProcess0(Object item) {
            @SuppressWarnings("unchecked")
            KeyedWindowResult<String, CallReport> pane = (KeyedWindowResult<String, CallReport>) item;
            times.pane(pane.end() - tooLate);
            pane.result().addTo(checksum, pane.key(), pane.start(), pane.end() - tooLate);
            return true;
        }

        @Override
        public boolean complete() {
            PeerPass.current().end(checksum);
            return true;
        }
    }
}
