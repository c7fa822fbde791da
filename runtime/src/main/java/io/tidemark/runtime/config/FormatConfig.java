// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.llm.format.MappingOptions;
import io.tidemark.llm.format.TimestampOptions;
import io.tidemark.runtime.bind.Place;
import java.util.List;
import java.util.Map;

/**
 * How records become elements.
 *
 * @param place where it stands
 * @param name of the format
 * @param timestampPlace where it says where the time comes from
 * @param timestamp where the time comes from
 * @param fields paths in the record by the name of the field here
 * @param constants values by field
 * @param typeField the path of the event's type
 * @param columns of CSV files that have no first line with their names
 * @param mapping where the fields of calls come from
 * @param data the name of the format of what is in an envelope
 * @param maxRecordBytes a longer record is too large
 */
public record FormatConfig(
        Place place,
        String name,
        Place timestampPlace,
        TimestampOptions timestamp,
        Map<String, String> fields,
        Map<String, Object> constants,
        String typeField,
        List<String> columns,
        MappingOptions mapping,
        String data,
        int maxRecordBytes) {
    /** The format whose files have a first line with the names of the columns. */
    public static final String CSV = "csv";

    /** Whether records are lines of CSV. */
    public boolean isCsv() {
        return name.equals(CSV) || (mapping.isCsv() && data.isEmpty());
    }

    /** Whether files of it begin with a line of names. */
    public boolean hasHeaderLine() {
        return isCsv() && columns.isEmpty();
    }
}
