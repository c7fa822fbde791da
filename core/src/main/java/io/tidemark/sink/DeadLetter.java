// SPDX-License-Identifier: Apache-2.0
package io.tidemark.sink;

import io.tidemark.element.InvalidReason;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record, or an element of one, that can take part in no window (rule L4); or a pane that a sink could not write.
 *
 * @param reason what kind of defect
 * @param error what is wrong, for people
 * @param partition where it came from; of a pane, {@link #NOWHERE}
 * @param offset where it stood; of a pane, {@link #NOWHERE}
 * @param view the view that could not use it, or made it; null when it is unreadable for all of them
 * @param value the element, or the bytes of the record where it could not be decoded, or those of the pane; null when the record had none
 * @param sourceTime the source's own timestamp of the record, epoch ms, or {@link SourceRecord#NO_TIME}
 * @param headers what the source carried beside the record
 */
public record DeadLetter(
        InvalidReason reason,
        String error,
        int partition,
        long offset,
        @Nullable String view,
        @Nullable Object value,
        long sourceTime,
        List<RecordHeader> headers) {
    /** The partition and the offset of what is no record. */
    public static final int NOWHERE = -1;

    /** One of a record that carries nothing beside its value. */
    public DeadLetter(
            InvalidReason reason,
            String error,
            int partition,
            long offset,
            @Nullable String view,
            @Nullable Object value) {
        this(reason, error, partition, offset, view, value, SourceRecord.NO_TIME, List.of());
    }

    /** The same, with what {@code record} carries beside its value. */
    public DeadLetter from(SourceRecord record) {
        return new DeadLetter(reason, error, partition, offset, view, value, record.timestamp(), record.headers());
    }
}
