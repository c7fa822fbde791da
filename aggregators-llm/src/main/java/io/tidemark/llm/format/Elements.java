// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.llm.format.RowPlan.Attribute;
import io.tidemark.llm.format.RowPlan.Fixed;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one record, held back until the whole record has proved readable: a record yields all of them or, undecodable, none, so that it can be mended and
 * sent again without counting anything twice.
 */
final class Elements {
    private record Element(@Nullable Row row, long timestamp, InvalidReason reason, String error) {}

    private final RowPlan plan;
    private final Scalar scratch = new Scalar();
    private final List<Element> elements = new ArrayList<>();

    Elements(RowPlan plan) {
        this.plan = plan;
    }

    void clear() {
        elements.clear();
    }

    int size() {
        return elements.size();
    }

    /** Adds what {@code filler} holds, as an element of {@code type} that was read from {@code source}. */
    void add(RowFiller filler, @Nullable String type, SourceRecord record, byte[] source) {
        Row row = filler.row();
        row.setSource(source);
        for (Attribute attribute : plan.attributes()) {
            RecordAttributes.read(attribute.name(), record, type, scratch);
            scratch.writeTo(row, attribute.slot());
        }
        for (Fixed constant : plan.constants()) {
            constant.value().writeTo(row, constant.slot());
        }
        add(row, timestamp(filler, record));
    }

    private long timestamp(RowFiller filler, SourceRecord record) {
        return switch (plan.options().timestamp().from()) {
            case EVENT -> filler.timestamp();
            case RECORD -> inRange(record.timestamp());
            case INGESTION ->
                record.arrivalTime() == SourceRecord.NO_TIME
                        ? plan.options().clock().millis()
                        : inRange(record.arrivalTime());
        };
    }

    private static long inRange(long time) {
        return time == SourceRecord.NO_TIME ? RowFiller.ABSENT : TimestampFormat.EPOCH_MILLIS.integer(time);
    }

    private void add(Row row, long timestamp) {
        if (timestamp == RowFiller.ABSENT) {
            addInvalid(InvalidReason.BAD_TIMESTAMP, timeName() + " is missing");
        } else if (timestamp == TimestampFormat.UNREADABLE) {
            addInvalid(
                    InvalidReason.BAD_TIMESTAMP, timeName() + " is not a time in the format that the source expects");
        } else if (timestamp == TimestampFormat.OUT_OF_RANGE) {
            addInvalid(InvalidReason.TIMESTAMP_OUT_OF_RANGE, timeName() + " is outside [-2^62, 2^62] ms");
        } else {
            elements.add(new Element(row, timestamp, InvalidReason.UNDECODABLE, ""));
        }
    }

    private String timeName() {
        TimestampOptions options = plan.options().timestamp();
        return options.from() == TimestampOptions.From.EVENT
                ? "the timestamp '" + options.field() + "'"
                : "the timestamp of the record";
    }

    /** Adds one that is of no use. */
    void addInvalid(InvalidReason reason, String error) {
        elements.add(new Element(null, 0, reason, error));
    }

    /** Hands everything on. */
    void emit(ElementCollector<Row> out) {
        for (Element element : elements) {
            if (element.row() == null) {
                out.invalid(element.reason(), element.error());
            } else {
                out.element(element.row(), element.timestamp());
            }
        }
        elements.clear();
    }
}
