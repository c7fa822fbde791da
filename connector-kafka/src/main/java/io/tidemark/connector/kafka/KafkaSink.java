// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.pane.Pane;
import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.Sink;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
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
 *   <li>{@code too_large}: what becomes of a pane that is larger than the producer's {@code max.request.size} or the topic's {@code max.message.bytes}: {@code fail} (default), which is an
 *       error, or {@code dead_letter}, where it goes to the dead letters with the reason {@code pane_too_large}; then its size counts before it is compressed;
 *   <li>{@code connect_timeout_ms}: for how long to try to reach the brokers at the start, 60,000.
 * </ul>
 */
public final class KafkaSink implements Sink {
    private final SinkSettings settings;
    private final PaneRecords records;
    private final LargePanes large;
    private @Nullable KafkaWriter writer;

    /**
     * A sink, not opened yet.
     *
     * @param properties the settings
     * @throws IllegalArgumentException when one is missing, unknown or wrong; the message names it, and no value
     */
    public KafkaSink(Map<String, String> properties, PaneFormat format) {
        this(properties, format, null);
    }

    /** As {@link #KafkaSink(Map, PaneFormat)}; {@code letters}, the job's, takes panes that are too large, if {@code too_large} says so. */
    public KafkaSink(Map<String, String> properties, PaneFormat format, @Nullable DeadLetterSink letters) {
        settings = new SinkSettings(properties);
        records = new PaneRecords(settings.topic(), settings.mode(), format);
        large = new LargePanes(settings, records, format, letters);
    }

    @Override
    public void open() throws IOException {
        writer = settings.openWriter(settings.lettersLarge());
    }

    @Override
    public void write(Pane<?> pane) throws IOException {
        KafkaWriter open = opened();
        ProducerRecord<byte[], byte[]> record = records.of(pane);
        if (!large.took(pane, record, open.limit())) {
            open.send(record, records.name(pane));
        }
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
