// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to a topic as they are given, each once: for programs that feed a job, not for a job's results.
 *
 * <p>Settings: {@code topic}; {@code connect_timeout_ms}, for how long to try to reach the brokers; and those of Kafka's producer.
 */
public final class KafkaFeed implements AutoCloseable {
    private final KafkaWriter writer;
    private final String topic;

    private KafkaFeed(KafkaWriter writer, String topic) {
        this.writer = writer;
        this.topic = topic;
    }

    /**
     * Connects to a topic that is there.
     *
     * @throws IllegalArgumentException when a setting is missing, unknown or wrong; the message names it, and no value
     * @throws IOException when the brokers cannot be reached or the topic is missing
     */
    public static KafkaFeed open(Map<String, String> properties) throws IOException {
        SinkSettings settings = new SinkSettings(properties);
        return new KafkaFeed(settings.openWriter(false), settings.topic());
    }

    /**
     * Connects, and makes the topic where it is missing.
     *
     * @param partitions of a topic that is made; one that is there stays as it is
     * @throws IllegalArgumentException when a setting is missing, unknown or wrong; the message names it, and no value
     * @throws IOException when the brokers cannot be reached, or refuse to make the topic
     */
    public static KafkaFeed create(Map<String, String> properties, int partitions) throws IOException {
        SinkSettings settings = new SinkSettings(properties);
        settings.makeTopic(partitions);
        return open(properties);
    }

    /**
     * Sends a record; waits while the producer's buffer is full.
     *
     * @param key decides the partition; none spreads records over all
     * @param timestamp of the record, epoch ms
     * @throws IOException when this record or one before it cannot be written
     */
    public void send(byte @Nullable [] key, byte[] value, long timestamp) throws IOException {
        writer.send(new ProducerRecord<>(topic, null, timestamp, key, value), "the record");
    }

    /** Waits until the brokers have everything. */
    public void flush() throws IOException {
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
