// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The view with Flink's DataStream API: source and sink of its Kafka connector, exactly once, state on the heap, objects reused, and a serializer for the state that copies and writes it without reflection. It
 * runs in a cluster within the process, as {@code flink run} does with the target {@code local}.
 */
public final class FlinkProgram {
    private FlinkProgram() {}

    /** Runs until the process is told to stop. */
    public static void main(String[] arguments) throws Exception {
        JobClient job = start(Settings.of(arguments));
        job.getJobExecutionResult().get();
    }

    /** Starts it. */
    public static JobClient start(Settings settings) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(settings.parallelism(), config(settings));
        environment
                .fromSource(source(settings), watermarks(), "events")
                .filter(FeedbackEvent::isCall)
                .keyBy(FeedbackEvent::key)
                .window(TumblingEventTimeWindows.of(Settings.SIZE))
                .aggregate(new FlinkAggregate(), new FlinkReport())
                .sinkTo(sink(settings));
        return environment.executeAsync("model performance");
    }

    private static Configuration config(Settings settings) {
        Configuration config = new Configuration();
        config.set(PipelineOptions.OBJECT_REUSE, true);
        // Against Kryo by mistake.
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(10));
        config.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(10));
        config.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.commit());
        config.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        config.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        config.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                settings.directory().resolve("checkpoints").toUri().toString());
        config.set(TaskManagerOptions.NUM_TASK_SLOTS, settings.parallelism());
        config.set(RestOptions.BIND_PORT, "0");
        return config;
    }

    private static WatermarkStrategy<FeedbackEvent> watermarks() {
        return WatermarkStrategy.<FeedbackEvent>forBoundedOutOfOrderness(Settings.OUT_OF_ORDER)
                .withTimestampAssigner((event, recordTime) -> event.timestamp);
    }

    private static KafkaSource<FeedbackEvent> source(Settings settings) {
        return KafkaSource.<FeedbackEvent>builder()
                .setBootstrapServers(settings.servers())
                .setTopics(settings.input())
                .setGroupId("flink-" + settings.output())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new FlinkEvents())
                .setProperty("isolation.level", "read_committed")
                .setProperty("max.poll.records", "5000")
                .build();
    }

    private static KafkaSink<ModelReport> sink(Settings settings) {
        return KafkaSink.<ModelReport>builder()
                .setBootstrapServers(settings.servers())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix("flink-" + settings.output())
                .setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "60000")
                .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, "5")
                .setRecordSerializer(new FlinkRecords(settings.output()))
                .build();
    }
}
