// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.element.Row;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.LateElement;
import io.tidemark.source.RecordHeader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Makes records of dead letters and late elements: the value as it came, so that a job can read it again, and what is to be said of it in headers. */
final class LetterRecords {
    /** What the names of our headers begin with. A record that is replayed and fails once more has each of them once. */
    static final String PREFIX = "tidemark-";

    private final String topic;
    private final Optional<TopicNumbers> numbers;
    private final Function<Object, String> keyText;

    /** For {@code topic}, of records whose partitions are numbered by {@code numbers}; {@code keyText} writes the keys of late elements. */
    LetterRecords(String topic, Optional<TopicNumbers> numbers, Function<Object, String> keyText) {
        this.topic = topic;
        this.numbers = numbers;
        this.keyText = keyText;
    }

    ProducerRecord<byte[], byte[]> of(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record = record(letter.sourceTime(), letter.value(), letter.headers());
        Headers headers = record.headers();
        add(headers, "reason", letter.reason().wireName());
        add(headers, "error", letter.error());
        add(headers, "view", letter.view());
        if (letter.partition() != DeadLetter.NOWHERE) {
            from(headers, letter.partition(), letter.offset());
        }
        return record;
    }

    ProducerRecord<byte[], byte[]> of(LateElement late) {
        ProducerRecord<byte[], byte[]> record = record(late.sourceTime(), late.element(), late.headers());
        Headers headers = record.headers();
        add(headers, "reason", "late");
        add(headers, "view", late.view());
        add(headers, "key", keyText.apply(late.key()));
        add(headers, "id", late.id());
        add(headers, "timestamp", Long.toString(late.timestamp()));
        add(headers, "lateness-ms", Long.toString(late.lateness()));
        from(headers, late.partition(), late.offset());
        return record;
    }

    /** As it came, but for headers of ours from another time. */
    private ProducerRecord<byte[], byte[]> record(
            long sourceTime, @Nullable Object value, List<RecordHeader> originals) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, sourceTime < 0 ? null : sourceTime, null, bytes(value));
        for (RecordHeader header : originals) {
            if (!header.name().startsWith(PREFIX) || header.name().equals(LargeLetters.TRUNCATED)) {
                record.headers().add(header.name(), header.value());
            }
        }
        return record;
    }

    /** Where it stood: the topic and its partition, or the number alone when the source is not Kafka. */
    private void from(Headers headers, int number, long offset) {
        if (numbers.isEmpty()) {
            add(headers, "partition", Integer.toString(number));
        } else {
            TopicPartition partition = numbers.get().partition(number);
            add(headers, "topic", partition.topic());
            add(headers, "partition", Integer.toString(partition.partition()));
        }
        add(headers, "offset", Long.toString(offset));
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(PREFIX + name, PaneRecords.bytes(value));
        }
    }

    /** The bytes of the record that {@code value} is, or was made of; of an element that has none, its JSON. */
    private static byte @Nullable [] bytes(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Row row) {
            return row.source().length > 0 ? row.source() : PaneRecords.bytes(JsonPaneFormat.textOf(row.asMap()));
        }
        return value instanceof byte[] raw ? raw : PaneRecords.bytes(JsonPaneFormat.textOf(value));
    }
}
