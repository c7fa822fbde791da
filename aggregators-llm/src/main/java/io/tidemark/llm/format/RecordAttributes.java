// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.llm.row.RowBinding;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The properties of a record that can be fields, by names that begin with {@code $}. */
final class RecordAttributes {
    private static final String PARTITION = "$partition";
    private static final String FILE = "$file";
    private static final String HEADER = "$headers.";

    /** Before the name of an attribute of a CloudEvent, which is in a header. */
    private static final String CLOUD_EVENT = "$ce.";

    private RecordAttributes() {}

    /**
     * The name itself.
     *
     * @throws IllegalArgumentException when there is no such property
     */
    static String check(String name) {
        if (!name.equals(RowBinding.EVENT_TYPE)
                && !name.equals(PARTITION)
                && !name.equals(FILE)
                && !name.startsWith(HEADER)
                && !name.startsWith(CLOUD_EVENT)) {
            throw new IllegalArgumentException("there is no '" + name
                    + "'; names that begin with $ are $type, $partition, $file, $headers.NAME and $ce.NAME");
        }
        return name;
    }

    /** Sets {@code value} to the property {@code name} of an element of {@code type}; nothing when the record does not have it. */
    static void read(String name, SourceRecord record, @Nullable String type, Scalar value) {
        if (name.equals(PARTITION)) {
            value.setInteger(record.partition());
            return;
        }
        String text = name.equals(RowBinding.EVENT_TYPE) ? type : header(headerName(name), record.headers());
        if (text == null) {
            value.setMissing();
        } else {
            value.setText(text);
        }
    }

    /** The header that the property {@code name} is in, or null. */
    static @Nullable String headerOf(String name) {
        return name.startsWith(HEADER) || name.startsWith(CLOUD_EVENT) ? headerName(name) : null;
    }

    private static String headerName(String name) {
        if (name.startsWith(CLOUD_EVENT)) {
            return CloudEvent.PREFIX + name.substring(CLOUD_EVENT.length());
        }
        return name.equals(FILE) ? SourceHeaders.FILE : name.substring(HEADER.length());
    }

    private static @Nullable String header(String name, List<RecordHeader> headers) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equals(name)) {
                return new String(headers.get(i).value(), StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
