// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.element.InvalidReason;
import io.tidemark.sink.DeadLetter;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the pipeline with what a decoder makes of each record, at the processing time of the record's arrival.
 *
 * @param <E> the element
 */
final class Feed<E> implements ElementCollector<E> {
    private final Pipeline<E> pipeline;
    private long records;
    private @Nullable SourceRecord current;

    Feed(Pipeline<E> pipeline) {
        this.pipeline = pipeline;
    }

    /** What comes until the next call is of this record, which came at processing time {@code now} unless it says another one. */
    void begin(SourceRecord record, long now) {
        records++;
        current = record;
        pipeline.advanceProcessingTime(record.arrivalTime() == SourceRecord.NO_TIME ? now : record.arrivalTime());
    }

    /** How many records have begun. */
    long records() {
        return records;
    }

    /** Goes on as one whose records were so many. */
    void resume(long before) {
        records = before;
    }

    @Override
    public void element(E element, long timestamp) {
        pipeline.element(record(), element, timestamp);
    }

    @Override
    public void invalid(InvalidReason reason, String error) {
        SourceRecord record = record();
        pipeline.invalid(
                new DeadLetter(reason, error, record.partition(), record.offset(), null, record.value()).from(record));
    }

    private SourceRecord record() {
        SourceRecord record = current;
        if (record == null) {
            throw new IllegalStateException("a decoder called its collector outside decode()");
        }
        return record;
    }
}
