// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.element.InvalidReason;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneId;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.Sink;
import io.tidemark.source.Positions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsResult;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Broker.class)
@Timeout(300)
final class KafkaSinkTest {
    private static final PaneFormat JSON = new JsonPaneFormat();

    private final Broker.Running broker = Broker.get();

    @Test
    void a_record_has_the_key_the_id_and_the_pane() throws IOException {
        String topic = broker.topic(3);
        Pane<String> pane = Panes.of("gpt", 20, 1, 1.5);
        try (Sink sink = new KafkaSink(broker.settings("topic", topic), JSON)) {
            sink.open();
            sink.write(pane);
            sink.write(pane.retracted(30));
            sink.flush();
        }
        List<ConsumerRecord<byte[], byte[]>> records = Panes.records(topic);
        assertThat(records).extracting(record -> text(record.key())).containsExactly("\"gpt\"", "\"gpt\"");
        assertThat(records)
                .extracting(record ->
                        text(record.headers().lastHeader("tidemark-pane-id").value()))
                .containsExactly("view|\"gpt\"|20|30|1", "view|\"gpt\"|20|30|1|retraction");
        assertThat(records.get(0).partition()).isEqualTo(records.get(1).partition());
        assertThat(text(records.get(0).value()))
                .isEqualTo("{\"view\":\"view\",\"key\":\"gpt\",\"window\":{\"start\":20,\"end\":30},"
                        + "\"pane\":{\"timing\":\"early\",\"index\":1,\"is_first\":false,\"is_last\":false},"
                        + "\"retraction\":false,\"count\":1,\"results\":{\"result\":1.5},\"watermark\":20,"
                        + "\"id\":\"view|\\\"gpt\\\"|20|30|1\"}");
    }

    @Test
    void in_the_mode_latest_a_topic_is_a_table_of_windows() throws IOException {
        String topic = broker.topic(1, Map.of("cleanup.policy", "compact"));
        try (Sink sink = new KafkaSink(broker.settings("topic", topic, "mode", "latest"), JSON)) {
            sink.open();
            sink.write(Panes.of("a", 0, 0, 1));
            sink.write(Panes.of("a", 10, 0, 2));
            sink.write(Panes.of("a", 0, 0, 1).retracted(5));
            sink.write(Panes.of("a", 0, 1, 3));
            sink.write(Panes.of("a", 10, 0, 2).retracted(5));
            sink.flush();
        }
        Map<String, @Nullable String> table = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : Panes.records(topic)) {
            table.put(
                    text(record.key()),
                    record.value() == null ? null : Panes.fields(record.value()).get("/results/result"));
        }
        assertThat(table).hasSize(2).containsEntry("view|\"a\"|0|10", "3").containsEntry("view|\"a\"|10|20", null);
    }

    @Test
    void a_pane_that_is_too_large_is_an_error_and_everything_after_it() throws IOException {
        String topic = broker.topic(1);
        try (TransactionalKafkaSink sink = transactional(topic, "max.request.size", "2000")) {
            sink.open();
            assertThatIOException()
                    .isThrownBy(() -> sink.write(Panes.of("k", 0, 0, "x".repeat(3000))))
                    .withMessageContaining("the pane view|\"k\"|0|10|0 has 3")
                    .withMessageContaining("max.message.bytes");
            assertThatIOException().isThrownBy(() -> sink.write(Panes.of("k", 0, 1, "small")));
            assertThatIOException().isThrownBy(sink::flush);
            assertThatIOException().isThrownBy(() -> sink.commit(1, Positions.BEGINNING));
        }
        assertThat(Panes.records(topic)).isEmpty();
    }

    @Test
    void a_pane_that_is_too_large_for_the_topic_is_an_error_at_the_next_flush() throws IOException {
        String topic = broker.topic(1, Map.of("max.message.bytes", "1000"));
        try (Sink sink = new KafkaSink(broker.settings("topic", topic, "compression.type", "none"), JSON)) {
            sink.open();
            sink.write(Panes.of("k", 0, 0, "x".repeat(3000)));
            assertThatIOException()
                    .isThrownBy(sink::flush)
                    .withMessageContaining("the pane view|\"k\"|0|10|0 has 3")
                    .withMessageContaining("raise its max.message.bytes");
        }
    }

    @Test
    void panes_that_are_too_large_are_dead_letters_where_that_is_said_and_the_others_are_committed()
            throws IOException {
        String topic = broker.topic(1, Map.of("max.message.bytes", "4000"));
        String dead = broker.topic(1);
        Map<String, String> settings = broker.settings("topic", topic, "group.id", "group-" + topic);
        settings.putAll(Map.of("too_large", "dead_letter", "max.request.size", "6000"));
        List<DeadLetter> told = new ArrayList<>();
        try (KafkaLetterSink letters = KafkaLetterSink.open(broker.settings("topic", dead));
                TransactionalKafkaSink sink = new TransactionalKafkaSink(settings, JSON, telling(letters, told))) {
            sink.open();
            sink.write(Panes.of("k", 0, 0, "small"));
            sink.write(Panes.of("k", 0, 1, "x".repeat(5000)));
            sink.write(Panes.of("k", 0, 2, "x".repeat(7000)));
            sink.write(Panes.of("k", 0, 3, "small"));
            sink.flush();
            letters.flush();
            sink.commit(1, Positions.BEGINNING);
        }
        assertThat(Panes.ids(topic)).extracting(PaneId::index).containsExactly(0L, 3L);
        assertThat(told)
                .extracting(DeadLetter::reason)
                .containsExactly(InvalidReason.PANE_TOO_LARGE, InvalidReason.PANE_TOO_LARGE);
        assertThat(told.get(0).error())
                .contains("the pane view|\"k\"|0|10|1 has 5", "more than the topic's max.message.bytes, 4000");
        assertThat(Panes.ids(dead))
                .as("the dead letters are the panes")
                .extracting(PaneId::index)
                .containsExactly(1L, 2L);
        assertThat(Panes.records(dead))
                .allSatisfy(letter -> assertThat(letter.headers())
                        .extracting(header -> header.key())
                        .containsExactly("tidemark-reason", "tidemark-error", "tidemark-view"));
    }

    private static DeadLetterSink telling(DeadLetterSink sink, List<DeadLetter> told) {
        return new DeadLetterSink() {
            @Override
            public void deadLetter(DeadLetter letter) throws IOException {
                told.add(letter);
                sink.deadLetter(letter);
            }

            @Override
            public void flush() throws IOException {
                sink.flush();
            }

            @Override
            public void close() throws IOException {
                sink.close();
            }
        };
    }

    @Test
    void who_has_no_output_for_dead_letters_cannot_have_large_panes_there() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaSink(broker.settings("topic", "panes", "too_large", "dead_letter"), JSON))
                .withMessage("'too_large' is dead_letter, and there is no dead-letter output");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaSink(broker.settings("topic", "panes", "too_large", "dead_leter"), JSON))
                .withMessageContaining("did you mean 'dead_letter'?");
    }

    @Test
    void a_missing_topic_is_told_by_name() throws IOException {
        try (Sink sink = transactional("no-such-panes", "connect_timeout_ms", "500")) {
            assertThatIOException()
                    .isThrownBy(sink::open)
                    .withMessageContaining("no-such-panes")
                    .withMessageContaining("Create the topic");
        }
    }

    @Test
    void a_transaction_must_outlast_two_checkpoints() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        transactional("panes", "checkpoint_interval_ms", "30000", "transaction.timeout.ms", "40000"))
                .withMessageContaining("let it be 60000 or more");
        try (Sink sink = transactional(broker.topic(1), "checkpoint_interval_ms", "100000")) {
            assertThatIOException()
                    .as("opening with more than the broker allows, 200 s")
                    .isThrownBy(sink::open)
                    .withMessageContaining("transaction.max.timeout.ms")
                    .withMessageContaining("checkpoint_interval_ms");
        }
    }

    @Test
    void offsets_that_somebody_else_set_are_not_taken_for_ours() throws IOException {
        String topic = broker.topic(1);
        TopicPartition mark = new TopicPartition(topic, 0);
        try (TransactionalKafkaSink sink = transactional(topic)) {
            sink.open();
            sink.commit(4, Positions.BEGINNING);
            assertThat(sink.lastCommitted()).hasValue(4);
            AlterConsumerGroupOffsetsResult altered =
                    broker.admin().alterConsumerGroupOffsets("group-" + topic, Map.of(mark, new OffsetAndMetadata(0)));
            Broker.Running.get(altered.all());
            assertThatIOException().isThrownBy(sink::lastCommitted).withMessageContaining("set by somebody else");
        }
    }

    @Test
    void a_list_of_topics_in_another_order_is_noticed() throws IOException {
        String topic = broker.topic(1);
        String one = broker.topic(1);
        String two = broker.topic(1);
        try (TransactionalKafkaSink sink = transactional(topic, "source_topics", one + ',' + two)) {
            sink.open();
            sink.commit(4, new Positions(Map.of(0, 5L, 1024, 7L)));
        }
        try (TransactionalKafkaSink sink = transactional(topic, "source_topics", two + ',' + one)) {
            sink.open();
            assertThatIOException().isThrownBy(sink::lastCommitted).withMessageContaining("order");
        }
        String three = broker.topic(1);
        try (TransactionalKafkaSink sink = transactional(topic, "source_topics", three)) {
            sink.open();
            assertThatIOException().isThrownBy(sink::lastCommitted).withMessageContaining("first topic");
        }
        try (TransactionalKafkaSink sink = transactional(topic, "source_topics", String.join(",", one, two, three))) {
            sink.open();
            assertThat(sink.lastCommitted()).as("with a topic added at the end").hasValue(4);
        }
    }

    @Test
    void the_guarantee_says_which_sink_it_is() {
        assertThat(chosen("group.id", "job")).isInstanceOf(TransactionalKafkaSink.class);
        assertThat(chosen("guarantee", "at_least_once")).isInstanceOf(KafkaSink.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chosen("guarantee", "at_most_once"))
                .withMessageContaining("did you mean 'at_least_once'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chosen("mode", "log"))
                .withMessageContaining("'group.id' is missing");
    }

    private Sink chosen(String key, String value) {
        return KafkaSinks.create(
                broker.settings("topic", "panes", key, value),
                JSON,
                () -> {
                    throw new IllegalStateException("nobody commits");
                },
                null);
    }

    private TransactionalKafkaSink transactional(String topic, String... more) {
        Map<String, String> settings = broker.settings(more);
        settings.put("topic", topic);
        settings.put("group.id", "group-" + topic);
        return new TransactionalKafkaSink(settings, JSON);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
