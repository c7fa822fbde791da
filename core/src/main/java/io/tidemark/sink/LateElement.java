// SPDX-License-Identifier: Apache-2.0
package io.tidemark.sink;

import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element none of whose windows lived (rule L3).
 *
 * @param view the view for which it was late
 * @param key its key
 * @param id its id, when the view knows one
 * @param timestamp its event time
 * @param partition where it came from
 * @param offset where it stood
 * @param lateness ms by which the watermark was ahead of it
 * @param element the element itself
 * @param sourceTime the source's own timestamp of its record, epoch ms, or {@link SourceRecord#NO_TIME}
 * @param headers what the source carried beside the record
 */
public record LateElement(
        String view,
        Object key,
        @Nullable String id,
        long timestamp,
        int partition,
        long offset,
        long lateness,
        Object element,
        long sourceTime,
        List<RecordHeader> headers) {
    /** One of a record that carries nothing beside its value. */
    public LateElement(
            String view,
            Object key,
            @Nullable String id,
            long timestamp,
            int partition,
            long offset,
            long lateness,
            Object element) {
        this(view, key, id, timestamp, partition, offset, lateness, element, SourceRecord.NO_TIME, List.of());
    }

    /** The same, with what {@code record} carries beside its value. */
    public LateElement from(SourceRecord record) {
        return new LateElement(
                view, key, id, timestamp, partition, offset, lateness, element, record.timestamp(), record.headers());
    }
}
