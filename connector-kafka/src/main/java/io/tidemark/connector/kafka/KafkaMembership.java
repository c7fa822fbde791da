// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A process's place in the consumer group of a job: one is active, the others stand by and take over when it leaves, dies or hangs.
 *
 * <p>Protocol, all on one thread:
 *
 * <ol>
 *   <li>{@link #requireTopics}, so that what is wrong from the start is told;
 *   <li>{@link #await} again and again until it answers true: then it is this process's turn to open the job;
 *   <li>{@link #await} with {@link Duration#ZERO} in the job's loop, more often than {@code max.poll.interval.ms}: a process that hangs does not, and loses its turn. When it answers false, the
 *       turn is lost: close the job without a checkpoint, and stand by again;
 *   <li>{@link #get} is what a {@link TransactionalKafkaSink} commits with;
 *   <li>{@link #close} leaves the group, so that the next one need not wait.
 * </ol>
 *
 * <p>It fetches no records: those are read by a {@link KafkaSource}, which no rebalance disturbs. That two never both emit does not hang on clocks or on this class: the one that opens the
 * job's sink shuts the other out, and the broker refuses commits of who is no member any more.
 *
 * <p>Settings: {@code bootstrap.servers}, {@code group.id}, {@code topics} and others of Kafka's consumer, {@code session.timeout.ms} and {@code max.poll.interval.ms} among them.
 */
public final class KafkaMembership implements Supplier<ConsumerGroupMetadata>, AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int PATIENCE = 100;

    /** After a crash a job stands still for so long. It is the least that brokers allow by default; Kafka's clients wait 45 s. To be taken for dead too early costs time, and nothing else. */
    private static final String SESSION_MILLIS = "6000";

    private static final String HEARTBEAT_MILLIS = "1500";

    private final AtomicBoolean joining = new AtomicBoolean();
    private final Failures failures;
    private final Duration patience;
    private final TopicNumbers topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private boolean isActive;

    /** It may have lost its turn and got it again in one poll, and another one may have had it in between. */
    private boolean wasLost;

    /**
     * Joins at the first {@link #await}.
     *
     * @param properties the settings, of which those of a {@link KafkaSource} are ignored
     * @throws IllegalArgumentException when one is missing, unknown or wrong; the message names it, and no value
     * @throws IOException when the client cannot be made
     */
    public KafkaMembership(Map<String, String> properties) throws IOException {
        Settings settings = new Settings(properties, KafkaSource.OWN, ConsumerConfig.configNames());
        failures = new Failures(settings.client());
        List<String> topics = new TopicNumbers(settings.names("topics")).topics();
        Map<String, Object> config = settings.client(ConsumerConfig.configNames());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.required(Settings.GROUP, "the job's name"));
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, OneMemberAssignor.class.getName());
        config.put(OneMemberAssignor.JOINING, joining);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // Paused partitions are never fetched, so where they would begin does not matter.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        try {
            consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw failures.of("connecting to Kafka", e);
        }
        this.topics = new TopicNumbers(topics);
        patience = settings.millis("connect_timeout_ms").orElse(KafkaSource.CONNECT);
        consumer.subscribe(topics, new Turns());
    }

    /**
     * Looks whether brokers answer and have the topics: {@link #await} would wait for ever, and say nothing.
     *
     * @throws IOException when they do not within {@code connect_timeout_ms}, or refuse
     */
    public void requireTopics() throws IOException {
        requireTopics(patience);
    }

    /** As {@link #requireTopics()}, within {@code limit}. */
    public void requireTopics(Duration limit) throws IOException {
        Attempts attempts = new Attempts(failures, limit);
        attempts.of(
                "looking for the topics " + topics.topics(),
                () -> new TopicPartitions(consumer, topics, attempts.each()).find());
    }

    /**
     * Says that this process is alive, and whether it is its turn, for which it waits up to {@code atMost}. Between two answers of true that follow each other nobody else had it.
     *
     * @throws IOException when the group cannot be joined
     */
    public boolean await(Duration atMost) throws IOException {
        try {
            // Nothing is fetched, so this waits for changes of the group only.
            consumer.poll(atMost);
            boolean goesOn = isActive && !wasLost;
            wasLost = false;
            return goesOn;
        } catch (KafkaException e) {
            wasLost = isActive;
            isActive = false;
            throw failures.of("taking part in the consumer group", e);
        }
    }

    /**
     * What this process is in the group by now. While the group changes, because a standby comes or goes, this waits a little: a commit with what was before would be refused.
     *
     * @throws CommitFailedException when it is not this process's turn any more
     */
    @Override
    public ConsumerGroupMetadata get() {
        for (int i = 0; i < PATIENCE && joining.get(); i++) {
            consumer.poll(STEP);
        }
        ConsumerGroupMetadata metadata = consumer.groupMetadata();
        // Without a generation the broker would check nothing.
        if (!isActive || metadata.generationId() < 0) {
            throw new CommitFailedException("it is not this process's turn any more");
        }
        return metadata;
    }

    /** Leaves the group. */
    @Override
    public void close() throws IOException {
        isActive = false;
        try {
            consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        } catch (KafkaException e) {
            throw failures.of("leaving the consumer group", e);
        }
    }

    /** All partitions or none. */
    private final class Turns implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> added) {
            consumer.pause(added);
            isActive |= !added.isEmpty();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> removed) {
            wasLost |= isActive && !removed.isEmpty();
            isActive &= removed.isEmpty();
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            onPartitionsRevoked(lost);
        }
    }
}
