// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.LateElement;
import io.tidemark.sink.LateSink;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes dead letters or late elements to a topic, at least once: the bytes of the record as they came, with its headers, and what is to be said of it in headers whose names begin with
 * {@code tidemark-}. What was repaired can be read as a source: value and headers are those of the first time.
 *
 * <p>Of what is too large for the producer or the topic, as much is written as goes in: {@code tidemark-truncated} tells how many bytes the value had.
 *
 * <p>Settings: {@code topic}, which must be there; {@code source_topics}, the topics of the job's {@link KafkaSource}, in the same order, when it has one; {@code connect_timeout_ms}; and
 * those of Kafka's producer.
 */
public final class KafkaLetterSink implements DeadLetterSink, LateSink {
    private final KafkaWriter writer;
    private final LetterRecords records;

    private KafkaLetterSink(KafkaWriter writer, LetterRecords records) {
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
    public static KafkaLetterSink open(Map<String, String> properties) throws IOException {
        return open(properties, JsonPaneFormat::textOf);
    }

    /** As {@link #open(Map)}; {@code keyText} writes the keys of late elements. */
    public static KafkaLetterSink open(Map<String, String> properties, Function<Object, String> keyText)
            throws IOException {
        SinkSettings settings = new SinkSettings(properties);
        return new KafkaLetterSink(
                settings.openWriter(true), new LetterRecords(settings.topic(), settings.numbers(), keyText));
    }

    @Override
    public void deadLetter(DeadLetter letter) throws IOException {
        send(records.of(letter), "the dead letter");
    }

    @Override
    public void late(LateElement element) throws IOException {
        send(records.of(element), "the late element");
    }

    private void send(ProducerRecord<byte[], byte[]> record, String what) throws IOException {
        writer.send(LargeLetters.cut(record, writer.limit()), what);
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
