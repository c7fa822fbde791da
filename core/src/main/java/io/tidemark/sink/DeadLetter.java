// SPDX-License-Identifier: Apache-2.0
package io.tidemark.sink;

import io.tidemark.element.InvalidReason;
import io.tidemark.source.RecordHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record, or an element of one, that can take part in no window (rule L4).
 *
 * @param reason what kind of defect
 * @param error what is wrong, for people
 * @param partition where it came from
 * @param offset where it stood
 * @param view the view that could not use it; null when it is unreadable for all of them
 * @param value the element, or the bytes of the record where it could not be decoded; null when the record had none
 * @param headers what the source carried beside the record
 */
public record DeadLetter(
        InvalidReason reason,
        String error,
        int partition,
        long offset,
        @Nullable String view,
        @Nullable Object value,
        List<RecordHeader> headers) {
    /** One of a record without headers. */
    public DeadLetter(
            InvalidReason reason,
            String error,
            int partition,
            long offset,
            @Nullable String view,
            @Nullable Object value) {
        this(reason, error, partition, offset, view, value, List.of());
    }

    /** The same, of a record that had {@code headers}. */
    public DeadLetter with(List<RecordHeader> headers) {
        return new DeadLetter(reason, error, partition, offset, view, value, headers);
    }
}
