// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.sink.Sink;
import io.tidemark.sink.SinkFactory;
import java.util.Map;

/** Makes sinks for job files: {@code guarantee: exactly_once} (default) is a {@link TransactionalKafkaSink}, {@code at_least_once} a {@link KafkaSink}. */
public final class KafkaSinkFactory implements SinkFactory {
    /** The factory; it holds nothing. */
    public KafkaSinkFactory() {}

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Sink create(Map<String, String> properties) {
        boolean isTransactional = new SinkSettings(properties).guarantee().equals(SinkSettings.EXACTLY_ONCE);
        return isTransactional
                ? new TransactionalKafkaSink(properties, new JsonPaneFormat())
                : new KafkaSink(properties, new JsonPaneFormat());
    }
}
