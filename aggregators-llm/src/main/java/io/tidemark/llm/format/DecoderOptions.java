// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.RowSchema;
import io.tidemark.time.ProcessingClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a decoder of rows has to know. {@link #of} gives the usual, the {@code with} methods change one thing each.
 *
 * <p>A field of the schema is, in this order: a constant; what {@code fields} renames it to; itself. What it then names is a path in the record, or one of
 *
 * <ul>
 *   <li>{@code $type}: the type of the event, as the format defines it;
 *   <li>{@code $partition}: the number of the partition;
 *   <li>{@code $headers.NAME}: the last header of that name, as text;
 *   <li>{@code $ce.NAME}: the attribute of that name of a CloudEvent;
 *   <li>{@code $file}: the header {@code file}, in which a file source tells the file's name without its extension.
 * </ul>
 *
 * @param schema the slots to fill
 * @param timestamp where the time comes from
 * @param fields paths in the record by field, for fields that have another name there
 * @param constants texts, numbers and truth values by field, the same in each row
 * @param typeField the path of the event's type, in formats that have no place of their own for it
 * @param columns the names of the columns of a CSV record that comes without the header {@code columns}
 * @param mapping where the fields of calls come from, in formats that map them
 * @param data of what is in an envelope, in formats that are one
 * @param maxRecordBytes a longer record is too large
 * @param maxElements a record that holds more elements is too large
 * @param clock tells the time of ingestion of a record without arrival time
 */
public record DecoderOptions(
        RowSchema schema,
        TimestampOptions timestamp,
        Map<String, String> fields,
        Map<String, Object> constants,
        String typeField,
        List<String> columns,
        MappingOptions mapping,
        Optional<RowFormat> data,
        int maxRecordBytes,
        int maxElements,
        ProcessingClock clock) {
    /** The usual limit of a record, 1 MB, as brokers have it. */
    public static final int MAX_RECORD_BYTES = 1_048_576;

    /** The usual limit of elements in a record. */
    public static final int MAX_ELEMENTS = 100_000;

    /** Keeps copies. */
    public DecoderOptions {
        fields = Map.copyOf(fields);
        constants = Map.copyOf(constants);
        columns = List.copyOf(columns);
        if (maxRecordBytes < 1 || maxElements < 1) {
            throw new IllegalArgumentException(
                    "limits must be at least 1, not " + maxRecordBytes + " bytes and " + maxElements + " elements");
        }
    }

    /** The usual: the time from the event's field {@code timestamp}, the type from {@code type}, nothing renamed. */
    public static DecoderOptions of(RowSchema schema, ProcessingClock clock) {
        return new DecoderOptions(
                schema,
                TimestampOptions.event("timestamp"),
                Map.of(),
                Map.of(),
                "type",
                List.of(),
                MappingOptions.NONE,
                Optional.empty(),
                MAX_RECORD_BYTES,
                MAX_ELEMENTS,
                clock);
    }

    /** With another source of the time. */
    public DecoderOptions withTimestamp(TimestampOptions timestamp) {
        return with(draft -> draft.timestamp = timestamp);
    }

    /** With fields that have another name in the record: name there by name here. */
    public DecoderOptions withFields(Map<String, String> fields) {
        return with(draft -> draft.fields = fields);
    }

    /** With fields that are the same in each row. */
    public DecoderOptions withConstants(Map<String, Object> constants) {
        return with(draft -> draft.constants = constants);
    }

    /** With another path of the event's type. */
    public DecoderOptions withTypeField(String typeField) {
        return with(draft -> draft.typeField = typeField);
    }

    /** With the names of the columns. */
    public DecoderOptions withColumns(List<String> columns) {
        return with(draft -> draft.columns = columns);
    }

    /** With another mapping of the fields of calls. */
    public DecoderOptions withMapping(MappingOptions mapping) {
        return with(draft -> draft.mapping = mapping);
    }

    /** With the format of what is in an envelope. */
    public DecoderOptions withData(RowFormat format) {
        return with(draft -> draft.data = Optional.of(format));
    }

    /** With other limits. */
    public DecoderOptions withLimits(int maxRecordBytes, int maxElements) {
        return with(draft -> {
            draft.maxRecordBytes = maxRecordBytes;
            draft.maxElements = maxElements;
        });
    }

    private DecoderOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new DecoderOptions(
                schema,
                draft.timestamp,
                draft.fields,
                draft.constants,
                draft.typeField,
                draft.columns,
                draft.mapping,
                draft.data,
                draft.maxRecordBytes,
                draft.maxElements,
                clock);
    }

    /** What may be changed. */
    private static final class Draft {
        TimestampOptions timestamp;
        Map<String, String> fields;
        Map<String, Object> constants;
        String typeField;
        List<String> columns;
        MappingOptions mapping;
        Optional<RowFormat> data;
        int maxRecordBytes;
        int maxElements;

        Draft(DecoderOptions options) {
            timestamp = options.timestamp;
            fields = options.fields;
            constants = options.constants;
            typeField = options.typeField;
            columns = options.columns;
            mapping = options.mapping;
            data = options.data;
            maxRecordBytes = options.maxRecordBytes;
            maxElements = options.maxElements;
        }
    }
}
