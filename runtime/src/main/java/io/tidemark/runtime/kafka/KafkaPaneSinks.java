// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import io.tidemark.connector.kafka.KafkaLetterSink;
import io.tidemark.connector.kafka.KafkaSink;
import io.tidemark.connector.kafka.KafkaSinks;
import io.tidemark.runtime.config.SinkConfig;
import io.tidemark.runtime.io.JobContext;
import io.tidemark.runtime.io.SinkProvider;
import io.tidemark.runtime.json.PaneJson;
import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.Sink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code type: kafka}. */
public final class KafkaPaneSinks implements SinkProvider {
    /** The provider; it holds nothing. */
    public KafkaPaneSinks() {}

    @Override
    public String description() {
        return "Writes panes to a topic of Kafka, exactly once or at least once";
    }

    @Override
    public String name() {
        return SinkConfig.KAFKA;
    }

    @Override
    public Sink create(SinkConfig config, JobContext context) {
        JsonPanes panes = new JsonPanes();
        @Nullable DeadLetterSink letters = context.deadLetters().orElse(null);
        if (!KafkaSinks.isExactlyOnce(config.properties())) {
            return new KafkaSink(config.properties(), panes, letters);
        }
        return context.membership()
                .map(member -> KafkaSinks.create(config.properties(), panes, member, letters))
                .orElseThrow(() -> new IllegalArgumentException("exactly_once needs a source in Kafka"));
    }

    /** An output of late elements or dead letters, connected. */
    public static KafkaLetterSink letters(SinkConfig config) throws IOException {
        return KafkaLetterSink.open(config.properties(), PaneJson::key);
    }
}
