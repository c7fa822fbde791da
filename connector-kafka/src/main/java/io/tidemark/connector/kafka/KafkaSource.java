// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.source.Lagging;
import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of one or more topics, committed records only.
 *
 * <p>It reads by its own positions, outside of any group: it may rest unpolled for as long as it likes, and loses nothing by that; who of several processes works is for a
 * {@link KafkaMembership} to say. What it holds is what one fetch brought, {@code max.poll.records} at most. Partitions that are added later turn up within
 * {@code metadata.max.age.ms} (here 30 s), and are read from their beginning.
 *
 * <p>Settings, beside those of Kafka's consumer ({@code bootstrap.servers} is needed):
 *
 * <ul>
 *   <li>{@code topics}: names with commas between them. Topics may be added at the end of the list; their order is part of what a checkpoint means;
 *   <li>{@code start}: where a job begins that has no checkpoint: {@code earliest} (default), {@code latest}, {@code timestamp} with {@code start.timestamp} (epoch ms), {@code offsets} with
 *       {@code start.offsets} ({@code topic:0=17,topic:1=4});
 *   <li>{@code lost_records}: what to do when records that are still to be read were deleted by the topic's retention: {@code fail} (default) or {@code skip} them, with a warning;
 *   <li>{@code connect_timeout_ms}: for how long to try to reach the brokers at the start, 60,000.
 * </ul>
 *
 * <p>Trap: with {@code group.id} alone nothing is committed. Offsets are committed by a {@link TransactionalKafkaSink} in its transactions.
 */
public final class KafkaSource implements Source, Lagging {
    /** The settings that are not Kafka's. */
    static final Set<String> OWN = Set.of(
            "topics",
            StartPosition.START,
            StartPosition.TIMESTAMP,
            StartPosition.OFFSETS,
            "lost_records",
            "connect_timeout_ms",
            Settings.GROUP);

    /** A poll waits so long for records that are not there yet. */
    private static final Duration WAIT = Duration.ofMillis(10);

    /** Of so many polls that bring nothing, one looks at the lag: a consumer that does not know it yet asks the broker. */
    private static final int POLLS_PER_LAG = 20;

    /** For how long to try to reach the brokers. */
    static final Duration CONNECT = Duration.ofSeconds(60);

    private final Settings settings;
    private final TopicNumbers numbers;
    private final StartPosition start;
    private final boolean skipsLost;
    private final Failures failures;
    private final Attempts attempts;
    private final Consumer<String> warnings;
    private final TreeMap<Integer, Long> positions = new TreeMap<>();
    private List<Integer> partitions = List.of();
    private @Nullable KafkaConsumer<byte[], ByteBuffer> consumer;
    private @Nullable TopicPartitions known;
    private final Fetched fetched;
    private volatile SortedMap<String, Long> lag = Collections.emptySortedMap();
    private int pollsToLag = POLLS_PER_LAG;

    /**
     * A source, not opened yet.
     *
     * @param properties the settings
     * @throws IllegalArgumentException when one is missing, unknown or wrong; the message names it, and no value
     */
    public KafkaSource(Map<String, String> properties) {
        this(properties, warning -> {});
    }

    /** As {@link #KafkaSource(Map)}, and says to {@code warnings} what somebody should know although work goes on. */
    public KafkaSource(Map<String, String> properties, Consumer<String> warnings) {
        this.warnings = warnings;
        settings = new Settings(properties, OWN, ConsumerConfig.configNames());
        settings.required("topics", "'feedback-events'");
        numbers = new TopicNumbers(settings.names("topics"));
        start = StartPosition.of(settings);
        skipsLost = settings.choice("lost_records", List.of("fail", "skip")).equals("skip");
        failures = new Failures(settings.client());
        attempts = new Attempts(failures, settings.millis("connect_timeout_ms").orElse(CONNECT));
        fetched = new Fetched(numbers, positions);
    }

    /** How its partitions are numbered: a sink that commits its positions must know. */
    public TopicNumbers numbers() {
        return numbers;
    }

    @Override
    public void open(Positions from) throws IOException {
        KafkaConsumer<byte[], ByteBuffer> opened = attempts.of("connecting to Kafka", this::connect);
        consumer = opened;
        TopicPartitions all = new TopicPartitions(opened, numbers, attempts.each());
        known = all;
        Set<TopicPartition> found = attempts.of("looking for the topics " + numbers.topics(), all::find);
        all.requireAllOf(from, found);
        opened.assign(found);
        FirstOffsets first = new FirstOffsets(opened, start, skipsLost, warnings, attempts.each());
        Map<TopicPartition, Long> offsets =
                attempts.of("looking up where to begin", () -> first.of(found, numbers.offsets(from)));
        begin(opened, offsets);
    }

    private KafkaConsumer<byte[], ByteBuffer> connect() {
        Map<String, Object> config = settings.client(ConsumerConfig.configNames());
        // Nothing is read from a group, so nothing must depend on one.
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "30000");
        // While the broker waits for records of some partitions, none of the others are fetched from it.
        config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return new KafkaConsumer<>(config, new NoKeys(), new ByteBufferDeserializer());
    }

    private void begin(KafkaConsumer<byte[], ByteBuffer> consumer, Map<TopicPartition, Long> offsets) {
        offsets.forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            positions.put(numbers.number(partition.topic(), partition.partition()), offset);
        });
        partitions = List.copyOf(positions.keySet());
    }

    @Override
    public List<Integer> partitions() {
        return partitions;
    }

    @Override
    public int poll(RecordHandler handler, int limit) throws IOException {
        KafkaConsumer<byte[], ByteBuffer> open = consumer;
        if (open == null) {
            throw new IOException("the source is not open");
        }
        if (fetched.isEmpty()) {
            fetch(open);
        }
        return fetched.handOver(handler, limit);
    }

    private void fetch(KafkaConsumer<byte[], ByteBuffer> open) throws IOException {
        try {
            fetched.take(open.poll(WAIT));
            addNew(open);
            if (!fetched.isEmpty() || --pollsToLag <= 0) {
                pollsToLag = POLLS_PER_LAG;
                lag = fetched.lag(open);
            }
        } catch (KafkaException e) {
            throw failures.of("reading from Kafka", e);
        }
    }

    /** Partitions that were not there before are read from their beginning. */
    private void addNew(KafkaConsumer<byte[], ByteBuffer> open) {
        TopicPartitions all = known;
        Set<TopicPartition> added = all == null ? Set.of() : all.added(open.assignment());
        if (!added.isEmpty()) {
            Set<TopicPartition> assigned = new TreeSet<>(TopicPartitions.ORDER);
            assigned.addAll(open.assignment());
            assigned.addAll(added);
            Map<TopicPartition, Long> offsets = open.beginningOffsets(added, attempts.each());
            open.assign(assigned);
            begin(open, offsets);
            warnings.accept("partitions were added and are read from their beginning: " + added);
        }
    }

    @Override
    public Positions positions() {
        return new Positions(positions);
    }

    /** By topic and partition: {@code calls-0}. */
    @Override
    public SortedMap<String, Long> lag() {
        return lag;
    }

    @Override
    public void close() throws IOException {
        KafkaConsumer<byte[], ByteBuffer> open = consumer;
        consumer = null;
        if (open != null) {
            try {
                open.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
            } catch (KafkaException e) {
                throw failures.of("closing the Kafka consumer", e);
            }
        }
    }
}
