// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.element.InvalidReason;
import io.tidemark.engine.Job;
import io.tidemark.pane.Pane;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.Sink;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.TumblingWindows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dead letters and late elements in topics, from a job, and a dead-letter topic read by a job once more. */
@ExtendWith(Broker.class)
@Timeout(300)
final class LettersTest {
    private final Broker.Running broker = Broker.get();
    private final List<String> panes = new ArrayList<>();

    @Test
    void a_dead_letter_has_all_that_its_record_had_and_can_be_read_by_a_job_again() throws IOException {
        String source = broker.topic(2);
        String dead = broker.topic(1);
        String dead2 = broker.topic(1);
        ProducerRecord<byte[], byte[]> poison = new ProducerRecord<>(source, 1, 1234L, null, bytes("x,10"));
        poison.headers().add("trace", bytes("t1")).add("trace", bytes("t2"));
        broker.produce(source, 1, "1,5");
        broker.produce(poison);
        broker.produce(source, 0, "2,12");
        run(source, dead, LettersTest::strict, 3);
        assertThat(panes).isEqualTo(List.of("3.0"));

        ConsumerRecord<byte[], byte[]> letter = Panes.records(dead).get(0);
        assertThat(Panes.records(dead)).hasSize(1);
        assertThat(text(letter.value())).isEqualTo("x,10");
        assertThat(letter.timestamp()).as("the record's own time").isEqualTo(1234);
        assertThat(headers(letter))
                .containsExactly(
                        "trace=t1",
                        "trace=t2",
                        "tidemark-reason=undecodable",
                        "tidemark-error=no number",
                        "tidemark-topic=" + source,
                        "tidemark-partition=1",
                        "tidemark-offset=1");

        run(dead, dead2, LettersTest::strict, 1);
        assertThat(headers(Panes.records(dead2).get(0)))
                .as("of one that fails again, each header once")
                .contains("trace=t1", "trace=t2", "tidemark-topic=" + dead, "tidemark-partition=0", "tidemark-offset=0")
                .hasSize(7);
        panes.clear();
        run(dead, dead2, LettersTest::lenient, 1);
        assertThat(panes).as("what the repaired job makes of it").isEqualTo(List.of("100.0"));
    }

    @Test
    void a_letter_that_is_too_large_is_cut_and_says_so() throws IOException {
        String dead = broker.topic(1, Map.of("max.message.bytes", "3000"));
        byte[] value = bytes("v".repeat(5000));
        List<RecordHeader> few = List.of(new RecordHeader("trace", bytes("t1")));
        List<RecordHeader> many = List.of(new RecordHeader("huge", bytes("h".repeat(9000))), few.get(0));
        List<RecordHeader> before = List.of(new RecordHeader("tidemark-truncated", bytes("70000")));
        try (KafkaLetterSink sink = KafkaLetterSink.open(broker.settings("topic", dead, "compression.type", "none"))) {
            sink.deadLetter(letter("short", value, few));
            sink.deadLetter(letter("short", value, many));
            sink.deadLetter(letter("e".repeat(4000), bytes("all of it"), many));
            sink.deadLetter(letter("short", value, before));
            sink.deadLetter(letter("short", bytes("all of it"), before));
            sink.flush();
        }
        List<ConsumerRecord<byte[], byte[]>> letters = Panes.records(dead);
        assertThat(letters)
                .extracting(letter -> letter.value().length)
                .satisfiesExactly(
                        length -> assertThat(length).isBetween(1500, 2999),
                        length -> assertThat(length).isBetween(1500, 2999),
                        length -> assertThat(length).isEqualTo(9),
                        length -> assertThat(length).isBetween(1500, 2999),
                        length -> assertThat(length).isEqualTo(9));
        assertThat(headers(letters.get(0))).contains("trace=t1", "tidemark-truncated=5000", "tidemark-error=short");
        assertThat(headers(letters.get(1)))
                .contains("tidemark-truncated=5000", "tidemark-headers-left-out=2", "tidemark-offset=7")
                .doesNotContain("trace=t1");
        assertThat(headers(letters.get(2)))
                .contains("tidemark-headers-left-out=2", "tidemark-error=" + "e".repeat(200))
                .noneMatch(header -> header.startsWith("tidemark-truncated"));
        assertThat(headers(letters.get(3)))
                .contains("tidemark-truncated=70000")
                .doesNotContain("tidemark-truncated=5000");
        assertThat(headers(letters.get(4)))
                .as("what was cut before stays known as such")
                .contains("tidemark-truncated=70000");
    }

    private static DeadLetter letter(String error, byte[] value, List<RecordHeader> headers) {
        SourceRecord record = new SourceRecord(0, 7, SourceRecord.NO_TIME, 1234, headers, value);
        return new DeadLetter(InvalidReason.UNDECODABLE, error, 0, 7, null, value).from(record);
    }

    @Test
    void a_late_element_is_kept_with_what_it_was_late_for() throws IOException {
        String source = broker.topic(1);
        String late = broker.topic(1);
        broker.produce(source, 0, "1,5");
        broker.produce(source, 0, "2,1000");
        ProducerRecord<byte[], byte[]> behind = new ProducerRecord<>(source, 0, 1234L, null, bytes("3,7"));
        behind.headers().add("trace", bytes("t1")).add("tidemark-view", bytes("of another time"));
        broker.produce(behind);
        try (KafkaLetterSink sink = KafkaLetterSink.open(
                        broker.settings("topic", late, "source_topics", source, "linger.ms", "0"));
                Job<long[]> job = Job.<long[]>reading(
                                new KafkaSource(broker.settings("topics", source)), LettersTest::strict)
                        .view(view())
                        .lateSink(sink)
                        .build(() -> 0)) {
            job.open();
            while (job.records() < 3) {
                job.doWork();
            }
            job.doWork();
            sink.flush();
        }
        ConsumerRecord<byte[], byte[]> record = Panes.records(late).get(0);
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        assertThat(headers)
                .containsEntry("tidemark-reason", "late")
                .containsEntry("tidemark-view", "sums")
                .containsEntry("tidemark-key", "\"all\"")
                .containsEntry("tidemark-timestamp", "7")
                .containsEntry("tidemark-topic", source)
                .containsEntry("tidemark-partition", "0")
                .containsEntry("tidemark-offset", "2")
                .containsEntry("tidemark-lateness-ms", "993")
                .containsEntry("trace", "t1")
                .hasSize(9);
        assertThat(record.headers()).as("each once").hasSize(9);
        assertThat(record.timestamp()).as("the record's own time").isEqualTo(1234);
    }

    private void run(String source, String dead, Decoder<long[]> decoder, int records) throws IOException {
        try (KafkaLetterSink letters = KafkaLetterSink.open(broker.settings("topic", dead, "source_topics", source));
                Job<long[]> job = Job.<long[]>reading(new KafkaSource(broker.settings("topics", source)), decoder)
                        .view(view())
                        .sink(new Collecting())
                        .deadLetterSink(letters)
                        .build(() -> 0)) {
            job.open();
            while (job.records() < records) {
                job.doWork();
            }
            job.pipeline().endOfInput();
        }
    }

    private static View<long[], String> view() {
        return View.<long[]>named("sums")
                .keyBy(element -> "all")
                .watermarks(new BoundedOutOfOrderness(0))
                .window(TumblingWindows.of(Duration.ofMillis(100)))
                .aggregate("sum", Aggregates.sum(element -> element[0]))
                .build();
    }

    private static void strict(SourceRecord record, ElementCollector<long[]> out) {
        String[] parts = text(Objects.requireNonNull(record.value())).split(",", -1);
        if (parts[0].equals("x")) {
            out.invalid(InvalidReason.UNDECODABLE, "no number");
        } else {
            out.element(new long[] {Long.parseLong(parts[0])}, Long.parseLong(parts[1]));
        }
    }

    private static void lenient(SourceRecord record, ElementCollector<long[]> out) {
        out.element(new long[] {100}, 10);
    }

    /** Keeps the sums. */
    private final class Collecting implements Sink {
        @Override
        public void open() {
            // It is open from the start.
        }

        @Override
        public void write(Pane<?> pane) {
            panes.add(String.valueOf(pane.results().get("sum")));
        }

        @Override
        public void flush() {
            // All is there.
        }

        @Override
        public void close() {
            // There is nothing to let go.
        }
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
        List<String> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(header.key() + "=" + text(header.value())));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
