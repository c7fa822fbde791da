// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.llm.format.RowPlan.Attribute;
import io.tidemark.llm.format.RowPlan.Fixed;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one record, held back until the whole record has proved readable: a record yields all of them or, undecodable, none, so that it can be mended and
 * sent again without counting anything twice.
 */
final class Elements implements ElementCollector<Row> {
    /** Instead of a row: why there is none. */
    private record Invalid(InvalidReason reason, String error) {}

    private final RowPlan plan;
    private final Scalar scratch = new Scalar();
    private @Nullable Object[] elements = new @Nullable Object[1];
    private long[] timestamps = new long[1];
    private int size;

    /** Of which bytes the last element was read, and which of their elements it was. */
    private byte @Nullable [] lastSource;

    private int ordinal;

    Elements(RowPlan plan) {
        this.plan = plan;
    }

    void clear() {
        for (; size > 0; size--) {
            elements[size - 1] = null;
        }
        lastSource = null;
    }

    int size() {
        return size;
    }

    /** Hands what {@code filler} holds to {@code out}: the only element of {@code record}, which has {@code type}. */
    void handOn(RowFiller filler, @Nullable String type, SourceRecord record, ElementCollector<Row> out) {
        filler.finish();
        Row row = filler.row();
        row.setSource(Objects.requireNonNull(record.array()), record.from(), record.to(), 0);
        complete(row, filler.timestamp(), type, record, out);
    }

    /** Adds what {@code filler} holds, as an element of {@code type} that was read from {@code source}. */
    void add(RowFiller filler, @Nullable String type, SourceRecord record, byte[] source) {
        filler.finish();
        add(filler.row(), filler.timestamp(), type, record, source);
    }

    /** Adds {@code row}, the same way; {@code eventTime} is its timestamp when that comes from the event, or {@link RowFiller#ABSENT}. */
    void add(Row row, long eventTime, @Nullable String type, SourceRecord record, byte[] source) {
        ordinal = source == lastSource ? ordinal + 1 : 0;
        lastSource = source;
        row.setSource(source, ordinal);
        complete(row, eventTime, type, record, this);
    }

    /** Gives {@code row} what it does not have from the event itself, and hands it on, or why it is none. */
    private void complete(
            Row row, long eventTime, @Nullable String type, SourceRecord record, ElementCollector<Row> out) {
        for (Attribute attribute : plan.attributes()) {
            RecordAttributes.read(attribute.name(), record, type, scratch);
            scratch.writeTo(row, attribute.slot());
        }
        for (Fixed constant : plan.constants()) {
            constant.value().writeTo(row, constant.slot());
        }
        handOn(row, timestamp(eventTime, record), out);
    }

    private long timestamp(long eventTime, SourceRecord record) {
        return switch (plan.options().timestamp().from()) {
            case EVENT -> ofEvent(eventTime, record);
            case RECORD -> inRange(record.timestamp());
            case INGESTION ->
                record.arrivalTime() == SourceRecord.NO_TIME
                        ? plan.options().clock().millis()
                        : inRange(record.arrivalTime());
        };
    }

    private long ofEvent(long timestamp, SourceRecord record) {
        boolean isOfRecord =
                timestamp == RowFiller.ABSENT && plan.options().timestamp().isOrRecord();
        return isOfRecord ? inRange(record.timestamp()) : timestamp;
    }

    private static long inRange(long time) {
        return time == SourceRecord.NO_TIME ? RowFiller.ABSENT : TimestampFormat.EPOCH_MILLIS.integer(time);
    }

    private void handOn(Row row, long timestamp, ElementCollector<Row> out) {
        if (timestamp == RowFiller.ABSENT) {
            out.invalid(InvalidReason.BAD_TIMESTAMP, timeName() + " is missing");
        } else if (timestamp == TimestampFormat.UNREADABLE) {
            out.invalid(
                    InvalidReason.BAD_TIMESTAMP, timeName() + " is not a time in the format that the source expects");
        } else if (timestamp == TimestampFormat.OUT_OF_RANGE) {
            out.invalid(InvalidReason.TIMESTAMP_OUT_OF_RANGE, timeName() + " is outside [-2^62, 2^62] ms");
        } else {
            row.setTimestamp(timestamp);
            out.element(row, timestamp);
        }
    }

    private void put(Object element, long timestamp) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, 2 * size);
            timestamps = Arrays.copyOf(timestamps, 2 * size);
        }
        elements[size] = element;
        timestamps[size++] = timestamp;
    }

    private String timeName() {
        TimestampOptions options = plan.options().timestamp();
        return options.from() == TimestampOptions.From.EVENT
                ? "the timestamp '" + options.field() + "'"
                : "the timestamp of the record";
    }

    @Override
    public void element(Row row, long timestamp) {
        put(row, timestamp);
    }

    /** Adds one that is of no use. */
    @Override
    public void invalid(InvalidReason reason, String error) {
        put(new Invalid(reason, error), 0);
    }

    /** Hands everything on. */
    void emit(ElementCollector<Row> out) {
        for (int i = 0; i < size; i++) {
            if (elements[i] instanceof Row row) {
                out.element(row, timestamps[i]);
            } else if (elements[i] instanceof Invalid invalid) {
                out.invalid(invalid.reason(), invalid.error());
            }
        }
        clear();
    }
}
