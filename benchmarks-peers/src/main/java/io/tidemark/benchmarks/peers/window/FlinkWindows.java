// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Measurement;
import io.tidemark.benchmarks.Query;
import io.tidemark.benchmarks.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * A case with Flink's DataStream API, in a cluster within this process: objects reused, elements and state with serializers that need no reflection.
 *
 * @param parallelism of the windows; the source is one
 * @param backend {@code hashmap} or {@code rocksdb}
 * @param checkpoints how often, and where; none when empty
 * @param bufferTimeout for panes without delay: how long records wait in buffers between tasks, and a watermark whenever it rises. Empty for throughput: as by default, and a watermark for every 1,000 elements
 */
record FlinkWindows(
        int parallelism, String backend, Optional<Checkpoints> checkpoints, Optional<Duration> bufferTimeout) {
    /** The memory of RocksDB, which it is told to keep to. */
    private static final String MANAGED_MEMORY = "512m";

    /**
     * When checkpoints are taken.
     *
     * @param interval between them
     * @param directory where they are kept
     */
    record Checkpoints(Duration interval, Path directory) {}

    /** A pass over {@code input}. */
    Measurement run(Query query, AggregateSet aggregates, Telemetry input) {
        return run(query, aggregates, PeerPass.over(input)).measurement();
    }

    /** The pass {@code pass}, which is on. */
    PeerPass run(Query query, AggregateSet aggregates, PeerPass pass) {
        try {
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.createLocalEnvironment(parallelism, config());
            environment
                    .fromSource(new FlinkCallSource(), watermarks(bufferTimeout.isPresent()), "calls")
                    .setParallelism(1)
                    .keyBy(call -> call.key)
                    .window(windows(query))
                    .aggregate(aggregate(aggregates, pass), new FlinkPanes())
                    .sinkTo(new FlinkPaneSink());
            environment.execute(query.title());
        } catch (Exception e) {
            throw new IllegalStateException("Flink failed", e);
        }
        return pass;
    }

    private Configuration config() {
        Configuration config = new Configuration();
        config.set(PipelineOptions.OBJECT_REUSE, true);
        // Against Kryo by mistake.
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        config.set(StateBackendOptions.STATE_BACKEND, backend);
        config.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
        config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse(MANAGED_MEMORY));
        config.set(RestOptions.BIND_PORT, "0");
        // With checkpoints it would start a failed pass again, and again.
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        bufferTimeout.ifPresent(timeout -> config.set(ExecutionOptions.BUFFER_TIMEOUT, timeout));
        checkpoints.ifPresent(chosen -> {
            config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, chosen.interval());
            config.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            config.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                    chosen.directory().toUri().toString());
            config.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, backend.equals("rocksdb"));
        });
        return config;
    }

    private static WindowAssigner<Object, TimeWindow> windows(Query query) {
        return switch (query) {
            case TUMBLING_5_MIN -> TumblingEventTimeWindows.of(Duration.ofMinutes(5));
            case TUMBLING_10_S -> TumblingEventTimeWindows.of(Duration.ofSeconds(10));
            case SLIDING_15_MIN_1_MIN -> SlidingEventTimeWindows.of(Duration.ofMinutes(15), Duration.ofMinutes(1));
            case SLIDING_60_S_1_S -> SlidingEventTimeWindows.of(Duration.ofSeconds(60), Duration.ofSeconds(1));
            case SESSIONS_30_S -> EventTimeSessionWindows.withGap(Duration.ofSeconds(30));
        };
    }

    private static FlinkCallAggregate aggregate(AggregateSet aggregates, PeerPass pass) {
        return pass.timing().timesElements()
                ? new FlinkCallAggregate.Timed(aggregates)
                : new FlinkCallAggregate(aggregates);
    }

    private static WatermarkStrategy<FlinkCall> watermarks(boolean isForDelays) {
        return WatermarkStrategy.<FlinkCall>forGenerator(
                        context -> isForDelays ? new WhenItRises() : new EveryThousand())
                .withTimestampAssigner((call, recordTime) -> call.timestamp);
    }

    /** By time, as Flink does by default, the watermark would be minutes of event time behind at this speed. */
    private static final class EveryThousand implements WatermarkGenerator<FlinkCall> {
        private static final int ELEMENTS = 1_000;

        private long highest = Long.MIN_VALUE + Telemetry.DELAY + 1;
        private int elements;

        @Override
        public void onEvent(FlinkCall call, long timestamp, WatermarkOutput output) {
            highest = Math.max(highest, timestamp);
            if (++elements == ELEMENTS) {
                elements = 0;
                output.emitWatermark(new Watermark(highest - Telemetry.DELAY - 1));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // Elements decide.
        }
    }

    /** A window is complete with the first element that says so. */
    private static final class WhenItRises implements WatermarkGenerator<FlinkCall> {
        private long highest = Long.MIN_VALUE;

        @Override
        public void onEvent(FlinkCall call, long timestamp, WatermarkOutput output) {
            if (timestamp > highest) {
                highest = timestamp;
                output.emitWatermark(new Watermark(highest - Telemetry.DELAY - 1));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // Elements decide.
        }
    }
}
