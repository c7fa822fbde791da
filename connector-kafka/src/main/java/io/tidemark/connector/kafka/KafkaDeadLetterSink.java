// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.DeadLetterSink;
import java.io.IOException;
import java.util.Map;

/**
 * Writes dead letters to a topic, at least once: the value as it came, with its headers, and reason, error, view, topic, partition and offset in headers whose names begin with
 * {@code tidemark-}. What was repaired can be read as a source: value and headers are those of the first time.
 *
 * <p>Settings: {@code topic}, which must be there; {@code source_topics}, the topics of the job's {@link KafkaSource}, in the same order, when it has one; {@code connect_timeout_ms}; and
 * those of Kafka's producer.
 */
public final class KafkaDeadLetterSink implements DeadLetterSink {
    private final KafkaWriter writer;
    private final LetterRecords records;

    private KafkaDeadLetterSink(KafkaWriter writer, LetterRecords records) {
        this.writer = writer;
        this.records = records;
    }

    /**
     * Connects.
     *
     * @param properties the settings
     * @throws IllegalArgumentException when one is missing, unknown or wrong; the message names it, and no value
     * @throws IOException when the brokers cannot be reached or the topic is missing
     */
    public static KafkaDeadLetterSink open(Map<String, String> properties) throws IOException {
        SinkSettings settings = new SinkSettings(properties);
        return new KafkaDeadLetterSink(settings.openWriter(), new LetterRecords(settings.topic(), settings.numbers()));
    }

    @Override
    public void deadLetter(DeadLetter letter) throws IOException {
        writer.send(records.of(letter), "the dead letter");
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
