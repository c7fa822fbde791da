// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tidemark.source.Positions;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Broker.class)
@Timeout(300)
final class KafkaSourceTest {
    private final Broker.Running broker = Broker.get();
    private final List<SourceRecord> seen = new ArrayList<>();

    @Test
    void it_begins_where_the_job_says() throws IOException {
        String topic = broker.topic(2);
        for (int i = 0; i < 5; i++) {
            broker.produce(new ProducerRecord<>(topic, 0, 1000L + i, null, bytes("a" + i)));
            broker.produce(new ProducerRecord<>(topic, 1, 2000L + i, null, bytes("b" + i)));
        }
        assertThat(begun(topic, "start", "earliest")).isEqualTo(Map.of(0, 0L, 1, 0L));
        assertThat(begun(topic, "start", "latest")).isEqualTo(Map.of(0, 5L, 1, 5L));
        assertThat(begun(topic, "start", "timestamp", "start.timestamp", "1003"))
                .isEqualTo(Map.of(0, 3L, 1, 0L));
        assertThat(begun(topic, "start", "timestamp", "start.timestamp", "2002"))
                .as("a partition without a record that late")
                .isEqualTo(Map.of(0, 5L, 1, 2L));
        assertThat(begun(topic, "start", "offsets", "start.offsets", topic + ":1=4"))
                .isEqualTo(Map.of(0, 0L, 1, 4L));
    }

    @Test
    void a_partition_that_came_while_the_job_was_down_is_read_from_its_beginning_wherever_the_job_began()
            throws IOException {
        String topic = broker.topic(1);
        broker.produce(topic, 0, "before");
        Positions positions;
        try (KafkaSource source = opened(Positions.BEGINNING, "topics", topic, "start", "latest")) {
            positions = source.positions();
        }
        broker.addPartitions(topic, 2);
        broker.produce(topic, 1, "new");
        try (KafkaSource source = opened(positions, "topics", topic, "start", "latest")) {
            until(source, () -> seen.size() == 1);
            assertThat(values()).containsExactly("new");
        }
    }

    @Test
    void a_partition_that_is_added_while_it_runs_turns_up() throws IOException {
        String topic = broker.topic(1);
        try (KafkaSource source = opened(Positions.BEGINNING, "topics", topic, "metadata.max.age.ms", "50")) {
            assertThat(source.partitions()).containsExactly(0);
            broker.addPartitions(topic, 3);
            broker.produce(topic, 2, "two");
            until(source, () -> seen.size() == 1);
            assertThat(source.partitions()).containsExactly(0, 1, 2);
            assertThat(source.positions().next()).isEqualTo(Map.of(0, 0L, 1, 0L, 2, 1L));
        }
    }

    @Test
    void headers_and_the_record_timestamp_are_kept() throws IOException {
        String topic = broker.topic(1);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, 1234L, bytes("key"), bytes("value"));
        record.headers().add("a", bytes("1")).add("a", bytes("2")).add(new RecordHeader("none", (byte[]) null));
        broker.produce(record);
        broker.produce(new ProducerRecord<>(topic, 0, 1235L, bytes("key"), (byte[]) null));
        try (KafkaSource source = opened(Positions.BEGINNING, "topics", topic)) {
            until(source, () -> seen.size() == 2);
            assertThat(seen.get(0).timestamp()).isEqualTo(1234);
            assertThat(seen.get(0).headers())
                    .extracting(header -> header.name() + "=" + text(header.value()))
                    .containsExactly("a=1", "a=2", "none=");
            assertThat(seen.get(1).value()).as("a record without a value").isNull();
        }
    }

    @Test
    void lag_is_what_was_not_yielded_yet() throws IOException {
        String topic = broker.topic(1);
        String partition = topic + "-0";
        for (int i = 0; i < 10; i++) {
            broker.produce(topic, 0, "r" + i);
        }
        try (KafkaSource source = opened(Positions.BEGINNING, "topics", topic, "max.poll.records", "4")) {
            until(source, 1, () -> seen.size() == 1);
            assertThat(source.lag()).containsEntry(partition, 10L);
            until(source, () -> seen.size() == 10 && Objects.equals(source.lag().get(partition), 0L));
        }
    }

    @Test
    void nothing_is_polled_for_a_long_time_and_then_all_of_it_is_there() throws IOException {
        String topic = broker.topic(1);
        try (KafkaSource source = opened(
                Positions.BEGINNING, "topics", topic, "max.poll.interval.ms", "100", "request.timeout.ms", "1000")) {
            until(source, () -> source.lag().size() == 1);
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                sent.add(broker.producer().send(new ProducerRecord<>(topic, 0, null, bytes("r" + i))));
            }
            sent.forEach(Broker.Running::get);
            until(source, () -> seen.size() == 2000);
            assertThat(source.positions().next()).isEqualTo(Map.of(0, 2000L));
        }
    }

    @Test
    void records_that_retention_deleted_before_they_were_read_are_no_silent_loss() throws IOException {
        String topic = broker.topic(1);
        for (int i = 0; i < 5; i++) {
            broker.produce(topic, 0, "r" + i);
        }
        Broker.Running.get(broker.admin()
                .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(3)))
                .all());
        Positions lost = new Positions(Map.of(0, 1L));
        assertThatIOException()
                .isThrownBy(() -> opened(lost, "topics", topic))
                .withMessageContaining("2 records were deleted before they were read");
        List<String> warnings = new ArrayList<>();
        try (KafkaSource source =
                new KafkaSource(broker.settings("topics", topic, "lost_records", "skip"), warnings::add)) {
            source.open(lost);
            until(source, () -> seen.size() == 2);
            assertThat(values()).containsExactly("r3", "r4");
            assertThat(warnings).singleElement().asString().contains("2 records were deleted");
        }
        assertThatIOException()
                .isThrownBy(() -> opened(new Positions(Map.of(0, 9L)), "topics", topic))
                .withMessageContaining("it ends at 5");
    }

    @Test
    void a_checkpoint_of_other_topics_is_refused() {
        String topic = broker.topic(1);
        assertThatIOException()
                .isThrownBy(() -> opened(new Positions(Map.of(1, 3L)), "topics", topic))
                .withMessageContaining("not there any more");
        assertThatIOException()
                .isThrownBy(() -> opened(new Positions(Map.of(1024, 3L)), "topics", topic))
                .withMessageContaining("none taken away");
    }

    @Test
    void a_missing_topic_is_told_by_name() {
        assertThatIOException()
                .isThrownBy(() -> opened(Positions.BEGINNING, "topics", "no-such-topic", "connect_timeout_ms", "500"))
                .withMessageContaining("no-such-topic")
                .withMessageContaining("Create the topic");
    }

    @Test
    void a_login_that_the_broker_refuses_is_told_at_once_without_the_password() {
        Map<String, String> settings = broker.settings("topics", "any", "connect_timeout_ms", "30000");
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "PLAIN");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\" password=\"marker\";");
        KafkaSource source = new KafkaSource(settings);
        assertThatIOException()
                .isThrownBy(() -> source.open(Positions.BEGINNING))
                .withMessageContaining("Check security.protocol")
                .satisfies(failure -> {
                    StringWriter trace = new StringWriter();
                    failure.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("marker");
                });
        assertThatCode(source::close).doesNotThrowAnyException();
    }

    @Test
    void a_broker_that_is_down_is_told_with_what_to_do() {
        KafkaSource source = new KafkaSource(
                Map.of("bootstrap.servers", "localhost:1", "topics", "any", "connect_timeout_ms", "300"));
        assertThatIOException()
                .isThrownBy(() -> source.open(Positions.BEGINNING))
                .withMessageContaining("no broker answered at localhost:1")
                .withMessageContaining("Check that it runs");
        assertThatCode(source::close).doesNotThrowAnyException();
    }

    private Map<Integer, Long> begun(String topic, String... more) throws IOException {
        Map<String, String> settings = broker.settings(more);
        settings.put("topics", topic);
        try (KafkaSource source = new KafkaSource(settings)) {
            source.open(Positions.BEGINNING);
            return source.positions().next();
        }
    }

    private KafkaSource opened(Positions positions, String... settings) throws IOException {
        KafkaSource source = new KafkaSource(broker.settings(settings));
        try {
            source.open(positions);
            return source;
        } catch (IOException e) {
            source.close();
            throw e;
        }
    }

    private void until(KafkaSource source, BooleanSupplier done) throws IOException {
        until(source, 100, done);
    }

    private void until(KafkaSource source, int limit, BooleanSupplier done) throws IOException {
        while (!done.getAsBoolean()) {
            source.poll(seen::add, limit);
        }
    }

    private List<String> values() {
        return seen.stream()
                .map(record -> text(Objects.requireNonNull(record.value())))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
