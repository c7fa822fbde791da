// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.pane.Pane;
import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.TransactionalSink;
import io.tidemark.source.Positions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes panes to a topic exactly once: a Kafka transaction holds the panes between two checkpoints, the source's offsets and the checkpoint's id. Who reads with
 * {@code isolation.level=read_committed} sees each pane once.
 *
 * <p>Settings, beside those of {@link KafkaSink}:
 *
 * <ul>
 *   <li>{@code group.id}: the consumer group that the offsets are committed to; the job's alone;
 *   <li>{@code source_topics}: the topics of the job's {@link KafkaSource}, in the same order; nothing when the source is not Kafka;
 *   <li>{@code transactional.id}: {@code group.id} and topic, unless something else is said. The process that opens last shuts out all others that have the same;
 *   <li>{@code checkpoint_interval_ms} (60,000), and {@code transaction.timeout.ms}: at least twice, by default three times as long. The broker's {@code transaction.max.timeout.ms} must
 *       allow it.
 * </ul>
 *
 * <p>Trap: brokers forget a group's offsets when it was without members for {@code offsets.retention.minutes}, seven days by default.
 */
public final class TransactionalKafkaSink implements TransactionalSink {
    private final SinkSettings settings;
    private final PaneRecords records;
    private final Supplier<ConsumerGroupMetadata> member;
    private final LargePanes large;
    private final CommittedOffsets offsets;
    private final Attempts attempts;
    private @Nullable KafkaWriter writer;
    private @Nullable Admin admin;
    private boolean isInTransaction;

    /**
     * A sink of the only process that runs the job.
     *
     * @param properties the settings
     * @throws IllegalArgumentException when one is missing, unknown or wrong; the message names it, and no value
     */
    public TransactionalKafkaSink(Map<String, String> properties, PaneFormat format) {
        this(properties, format, alone(new SinkSettings(properties).group()), null);
    }

    /** As {@link #TransactionalKafkaSink(Map, PaneFormat)}; {@code letters}, the job's, takes panes that are too large, if {@code too_large} says so. */
    public TransactionalKafkaSink(Map<String, String> properties, PaneFormat format, DeadLetterSink letters) {
        this(properties, format, alone(new SinkSettings(properties).group()), letters);
    }

    // To be an interface one day; until then there is no other way for a process that is in no group.
    @SuppressWarnings("removal")
    private static Supplier<ConsumerGroupMetadata> alone(String group) {
        ConsumerGroupMetadata nobody = new ConsumerGroupMetadata(group, -1, "", Optional.empty());
        return () -> nobody;
    }

    /**
     * A sink of a process that is a member of the group.
     *
     * @param member what the process is in the group: a commit of one that is no member any more fails
     * @param letters the job's, if it has such an output: takes panes that are too large, if {@code too_large} says so
     */
    public TransactionalKafkaSink(
            Map<String, String> properties,
            PaneFormat format,
            Supplier<ConsumerGroupMetadata> member,
            @Nullable DeadLetterSink letters) {
        settings = new SinkSettings(properties);
        records = new PaneRecords(settings.topic(), settings.mode(), format);
        this.member = member;
        large = new LargePanes(settings, records, format, letters);
        offsets = new CommittedOffsets(settings.numbers(), settings.topic());
        attempts = settings.attempts();
        settings.group();
        settings.transactionTimeout();
    }

    @Override
    public synchronized void open() throws IOException {
        Admin client = attempts.of("connecting to Kafka", () -> Admin.create(settings.admin()));
        admin = client;
        SizeLimit limit = settings.limit(client, attempts, settings.lettersLarge());
        KafkaWriter opened = attempts.of(
                "connecting to Kafka",
                () -> new KafkaWriter(settings.transactionalProducer(), settings.failures(), limit));
        writer = opened;
        attempts.of("shutting out other processes of this job", () -> {
            opened.producer().initTransactions();
            return true;
        });
    }

    @Override
    public OptionalLong lastCommitted() throws IOException {
        Admin client = admin;
        if (client == null) {
            throw new IOException("the sink is not open");
        }
        return attempts.of("asking for the last commit", () -> offsets.id(committed(client)));
    }

    /**
     * The admin client knows all that the group has committed, but leaves out, without a word, what belongs to a transaction that is just being ended. The consumer waits for it, but must be
     * asked for partitions that it knows.
     */
    private Map<TopicPartition, OffsetAndMetadata> committed(Admin client) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>(client.listConsumerGroupOffsets(settings.group())
                .partitionsToOffsetAndMetadata()
                .get());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings.reader(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            all.putAll(consumer.committed(Set.of(offsets.mark()), attempts.each()));
        }
        return all;
    }

    @Override
    public synchronized void write(Pane<?> pane) throws IOException {
        KafkaWriter open = opened();
        ProducerRecord<byte[], byte[]> record = records.of(pane);
        if (large.took(pane, record, open.limit())) {
            return;
        }
        String what = records.name(pane);
        // Before the transaction begins: with nothing in it, it takes the producer long to close.
        open.requireFits(record, what);
        begin(open);
        open.send(record, what);
    }

    @Override
    public synchronized void flush() throws IOException {
        opened().flush();
    }

    @Override
    public synchronized void commit(long checkpointId, Positions positions) throws IOException {
        KafkaWriter open = opened();
        begin(open);
        open.flush();
        try {
            open.producer().sendOffsetsToTransaction(offsets.of(checkpointId, positions), member.get());
            // A commit whose answer does not come may be asked for again; it is done once.
            attempts.plain("committing", () -> {
                open.producer().commitTransaction();
                return true;
            });
            isInTransaction = false;
        } catch (KafkaException | IllegalStateException e) {
            throw open.broken("committing checkpoint " + checkpointId, e);
        }
    }

    private void begin(KafkaWriter open) throws IOException {
        open.requireIntact();
        if (!isInTransaction) {
            try {
                open.producer().beginTransaction();
                isInTransaction = true;
            } catch (KafkaException | IllegalStateException e) {
                throw open.broken("beginning a transaction", e);
            }
        }
    }

    private KafkaWriter opened() throws IOException {
        KafkaWriter open = writer;
        if (open == null) {
            throw new IOException("the sink is not open");
        }
        return open;
    }

    @Override
    public synchronized void close() throws IOException {
        KafkaWriter open = writer;
        Admin client = admin;
        writer = null;
        admin = null;
        if (client != null) {
            client.close();
        }
        if (open != null) {
            open.close();
        }
    }
}
