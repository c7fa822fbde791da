// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.sink.LateElement;
import io.tidemark.sink.LateSink;
import java.io.IOException;
import java.util.Map;

/**
 * Writes late elements to a topic, at least once: the bytes of the record that the element was read from, and view, key, id, timestamp, lateness, topic and partition in headers whose names
 * begin with {@code tidemark-}. They can be read as a source.
 *
 * <p>Settings: {@code topic}, which must be there; {@code source_topics}, the topics of the job's {@link KafkaSource}, in the same order, when it has one; {@code connect_timeout_ms}; and
 * those of Kafka's producer.
 */
public final class KafkaLateSink implements LateSink {
    private final KafkaWriter writer;
    private final LetterRecords records;

    private KafkaLateSink(KafkaWriter writer, LetterRecords records) {
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
    public static KafkaLateSink open(Map<String, String> properties) throws IOException {
        SinkSettings settings = new SinkSettings(properties);
        return new KafkaLateSink(settings.openWriter(), new LetterRecords(settings.topic(), settings.numbers()));
    }

    @Override
    public void late(LateElement element) throws IOException {
        writer.send(records.of(element), "the late element");
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
