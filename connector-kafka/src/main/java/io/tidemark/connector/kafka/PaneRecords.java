// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.pane.Pane;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Makes records of panes. */
final class PaneRecords {
    /** The header with what identifies the pane. */
    static final String ID = "tidemark-pane-id";

    /** Every pane is a record of its own; a key's panes are in one partition, in order. */
    static final String LOG = "log";

    /** Of each window the last pane counts, as in a table: a retraction takes the window's row away, until the next pane puts it back. */
    static final String LATEST = "latest";

    /** Of an id in a message. */
    private static final int LONGEST_NAME = 200;

    private final String topic;
    private final boolean keepsLatest;
    private final PaneFormat format;

    PaneRecords(String topic, String mode, PaneFormat format) {
        this.topic = topic;
        keepsLatest = mode.equals(LATEST);
        this.format = format;
    }

    String topic() {
        return topic;
    }

    ProducerRecord<byte[], byte[]> of(Pane<?> pane) {
        byte[] value = keepsLatest && pane.retraction() ? null : format.value(pane);
        return new ProducerRecord<>(
                topic,
                null,
                bytes(keepsLatest ? rowKey(pane) : format.key(pane)),
                value,
                List.of(new RecordHeader(ID, bytes(format.id(pane)))));
    }

    /** What {@code pane} is called in a message. */
    String name(Pane<?> pane) {
        String id = format.id(pane);
        return "the pane " + (id.length() <= LONGEST_NAME ? id : id.substring(0, LONGEST_NAME) + "...");
    }

    private String rowKey(Pane<?> pane) {
        return pane.view()
                + '|'
                + format.key(pane)
                + '|'
                + pane.window().start()
                + '|'
                + pane.window().end();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
