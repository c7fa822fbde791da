// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.Stores;

/**
 * The view with the DSL of Kafka Streams, {@code exactly_once_v2}: state in memory with its changes in a topic, the cache large enough for all of it, results once a window is closed.
 *
 * <p>The topic's keys are the models, so nothing has to be partitioned anew: the best case for it.
 */
public final class KafkaStreamsProgram {
    private static final Serde<String> TEXT = Serdes.String();
    private static final Serde<FeedbackEvent> EVENT =
            serde((topic, event) -> new byte[0], (topic, json) -> Json.event(json));
    private static final Serde<ModelStats> STATS =
            serde((topic, stats) -> stats.encode(), (topic, bytes) -> ModelStats.decode(bytes));
    private static final Serde<ModelReport> REPORT = serde((topic, report) -> Json.bytes(report), (topic, json) -> {
        throw new IllegalStateException("reports are only written");
    });

    private KafkaStreamsProgram() {}

    private static <T> Serde<T> serde(Serializer<T> serializer, Deserializer<T> deserializer) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : serializer.serialize(topic, value),
                (topic, bytes) -> bytes == null ? null : deserializer.deserialize(topic, bytes));
    }

    /** Runs until the process is told to stop. */
    public static void main(String[] arguments) {
        KafkaStreams streams = start(Settings.of(arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    }

    /** Starts it. */
    public static KafkaStreams start(Settings settings) {
        KafkaStreams streams = new KafkaStreams(topology(settings), config(settings));
        streams.start();
        return streams;
    }

    private static Topology topology(Settings settings) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        settings.input(),
                        Consumed.with(TEXT, EVENT)
                                .withTimestampExtractor(
                                        (record, partitionTime) -> ((FeedbackEvent) record.value()).timestamp))
                .filter((key, event) -> event.isCall())
                .groupByKey(Grouped.with(TEXT, EVENT))
                .windowedBy(TimeWindows.ofSizeAndGrace(Settings.SIZE, Settings.OUT_OF_ORDER))
                .aggregate(
                        ModelStats::new,
                        (model, event, stats) -> stats.add(event),
                        Materialized.<String, ModelStats>as(Stores.inMemoryWindowStore(
                                        "stats", Duration.ofMinutes(1), Settings.SIZE, false))
                                .withKeySerde(TEXT)
                                .withValueSerde(STATS))
                .suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()))
                .toStream()
                .map((key, stats) -> KeyValue.pair(
                        key.key(),
                        stats.report(
                                key.key(), key.window().start(), key.window().end())))
                .to(settings.output(), Produced.with(TEXT, REPORT));
        return builder.build();
    }

    private static Properties config(Settings settings) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "kafka-streams-" + settings.output());
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.servers());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commit().toMillis());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.parallelism());
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 128L << 20);
        config.put(StreamsConfig.STATE_DIR_CONFIG, settings.directory().toString());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5000);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        return config;
    }
}
