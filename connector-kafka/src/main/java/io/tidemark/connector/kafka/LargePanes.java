// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.element.InvalidReason;
import io.tidemark.pane.Pane;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.DeadLetterSink;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What becomes of panes that are too large for the producer or the topic: they are errors, or dead letters. */
final class LargePanes {
    private final PaneRecords records;
    private final PaneFormat format;
    private final @Nullable DeadLetterSink letters;

    /**
     * Of a sink with {@code settings}.
     *
     * @throws SettingException when they are to be dead letters and there is nowhere to write these
     */
    LargePanes(SinkSettings settings, PaneRecords records, PaneFormat format, @Nullable DeadLetterSink letters) {
        this.records = records;
        this.format = format;
        this.letters = settings.lettersLarge() ? letters : null;
        if (settings.lettersLarge() && letters == null) {
            throw new SettingException(SinkSettings.TOO_LARGE, "is dead_letter, and there is no dead-letter output");
        }
    }

    /** Whether {@code pane}, which is {@code record}, was too large and is a dead letter now. It is durable when these are flushed, which a job does before each commit. */
    boolean took(Pane<?> pane, ProducerRecord<byte[], byte[]> record, SizeLimit limit) throws IOException {
        DeadLetterSink output = letters;
        if (output == null || limit.takes(record)) {
            return false;
        }
        output.deadLetter(new DeadLetter(
                InvalidReason.PANE_TOO_LARGE,
                limit.refusal(records.name(pane), record),
                DeadLetter.NOWHERE,
                DeadLetter.NOWHERE,
                pane.view(),
                format.value(pane)));
        return true;
    }
}
