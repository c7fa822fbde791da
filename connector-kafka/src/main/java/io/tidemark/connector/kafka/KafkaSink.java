// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.pane.Pane;
import io.tidemark.sink.Sink;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes panes to a topic at least once: after a recovery, those since the last checkpoint come again, with the same {@code tidemark-pane-id} in their headers.
 *
 * <p>Settings, beside those of Kafka's producer ({@code bootstrap.servers} is needed):
 *
 * <ul>
 *   <li>{@code topic}: it must be there;
 *   <li>{@code mode}: {@code log} (default), where each pane and each retraction is a record, with the pane's key as the record's; or {@code latest}, for topics with compaction, where the
 *       record's key is view, key and window, and a retraction is a tombstone;
 *   <li>{@code connect_timeout_ms}: for how long to try to reach the brokers at the start, 60,000.
 * </ul>
 */
public final class KafkaSink implements Sink {
    private final SinkSettings settings;
    private final PaneRecords records;
    private final PaneFormat format;
    private @Nullable KafkaWriter writer;

    /**
     * A sink, not opened yet.
     *
     * @param properties the settings
     * @throws IllegalArgumentException when one is missing, unknown or wrong; the message names it, and no value
     */
    public KafkaSink(Map<String, String> properties, PaneFormat format) {
        settings = new SinkSettings(properties);
        records = new PaneRecords(settings.topic(), settings.mode(), format);
        this.format = format;
    }

    @Override
    public void open() throws IOException {
        writer = settings.openWriter();
    }

    @Override
    public void write(Pane<?> pane) throws IOException {
        opened().send(records.of(pane), "the pane " + format.id(pane));
    }

    @Override
    public void flush() throws IOException {
        opened().flush();
    }

    private KafkaWriter opened() throws IOException {
        KafkaWriter open = writer;
        if (open == null) {
            throw new IOException("the sink is not open");
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        KafkaWriter open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }
}
