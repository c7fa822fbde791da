// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneId;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Panes to write, and what a reader of committed records finds of them. */
final class Panes {
    private Panes() {}

    static Pane<String> of(String key, long start, int index, Object result) {
        PaneInfo info = new PaneInfo(PaneTiming.EARLY, index, false);
        PaneResults results = new PaneResults(List.of("result"), new @Nullable Object[] {result});
        return new Pane<>("view", key, Window.time(start, start + 10), info, false, 1, results, start);
    }

    /** All committed records of a topic that are there by now, partition by partition. */
    static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<String, Object> config =
                new HashMap<>(Broker.get().settings("isolation.level", "read_committed", "fetch.max.wait.ms", "10"));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        awaitEnds();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(
                            partition -> consumer.position(partition) < Objects.requireNonNull(ends.get(partition)))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** A commit returns when it is certain, which is a little before readers see it. */
    private static void awaitEnds() {
        ListTransactionsOptions ending = new ListTransactionsOptions()
                .filterStates(List.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
        boolean isEnding = true;
        while (isEnding) {
            isEnding = !Broker.Running.get(
                            Broker.get().admin().listTransactions(ending).all())
                    .isEmpty();
        }
    }

    /** The identities of the panes in {@link #records}. */
    static List<PaneId<String>> ids(String topic) throws IOException {
        List<PaneId<String>> ids = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records(topic)) {
            Map<String, String> fields = fields(record.value());
            Window window = Window.time(number(fields, "/window/start"), number(fields, "/window/end"));
            ids.add(new PaneId<>(
                    Objects.requireNonNull(fields.get("/view")),
                    Objects.requireNonNull(fields.get("/key")),
                    window,
                    number(fields, "/pane/index"),
                    Boolean.parseBoolean(fields.get("/retraction"))));
        }
        return ids;
    }

    private static long number(Map<String, String> fields, String path) {
        return Long.parseLong(Objects.requireNonNull(fields.get(path)));
    }

    /** The scalars of a JSON object, by path. */
    static Map<String, String> fields(byte[] json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    fields.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
        }
        return fields;
    }
}
