// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.pane.PaneId;
import io.tidemark.sink.Sink;
import io.tidemark.testkit.SinkContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Broker.class)
final class KafkaSinkContractTest extends SinkContract {
    private final String topic = Broker.get().topic(2);

    @Override
    protected Sink sink() {
        return new KafkaSink(Broker.get().settings("topic", topic, "linger.ms", "0"), new JsonPaneFormat());
    }

    @Override
    protected List<PaneId<String>> visible() throws IOException {
        return Panes.ids(topic);
    }

    @Override
    protected Sink broken() {
        return new KafkaSink(
                Map.of("bootstrap.servers", "localhost:1", "topic", topic, "connect_timeout_ms", "300"),
                new JsonPaneFormat());
    }
}
