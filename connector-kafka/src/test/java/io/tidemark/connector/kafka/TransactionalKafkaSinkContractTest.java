// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.pane.PaneId;
import io.tidemark.sink.TransactionalSink;
import io.tidemark.source.Positions;
import io.tidemark.testkit.TransactionalSinkContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Broker.class)
final class TransactionalKafkaSinkContractTest extends TransactionalSinkContract {
    private final String source = Broker.get().topic(1);
    private final String topic = Broker.get().topic(2);

    @Override
    protected TransactionalSink sink() {
        return sink(Broker.get().servers());
    }

    private TransactionalSink sink(String servers) {
        return new TransactionalKafkaSink(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "topic",
                        topic,
                        "source_topics",
                        source,
                        "group.id",
                        "group-" + topic,
                        "linger.ms",
                        "0",
                        "connect_timeout_ms",
                        servers.equals("localhost:1") ? "300" : "30000"),
                new JsonPaneFormat());
    }

    @Override
    protected List<PaneId<String>> committed() throws IOException {
        return Panes.ids(topic);
    }

    /** What the next member of the group sees. A consumer waits for what is just being committed; the admin client shows what was there before. */
    @Override
    protected Optional<Positions> positions() {
        TopicPartition partition = new TopicPartition(source, 0);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                Broker.get().servers(),
                "group.id",
                "group-" + topic,
                "isolation.level",
                "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return Optional.ofNullable(consumer.committed(Set.of(partition)).get(partition))
                    .map(offset -> new Positions(Map.of(0, offset.offset())));
        }
    }

    @Override
    protected TransactionalSink broken() {
        return sink("localhost:1");
    }
}
