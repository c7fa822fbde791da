// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of an element that come from what a span is, not from its attributes. */
enum SpanField {
    /** The span's id; of an evaluation, the span's id and the place of its event. */
    ID,
    /** In hexadecimal digits. */
    TRACE_ID,
    /** In hexadecimal digits. */
    SPAN_ID,
    /** In hexadecimal digits. */
    PARENT_SPAN_ID,
    /** The name of the span. */
    SPAN_NAME,
    /** In milliseconds since 1970. */
    START,
    /** In milliseconds since 1970. */
    END,
    /** The end, or the time of the evaluation. */
    TIMESTAMP,
    /** From start to end, with fractions. */
    LATENCY_MS;

    private final String path = name().toLowerCase(Locale.ROOT);

    /** The field that is called {@code path}, or null. */
    static @Nullable SpanField named(String path) {
        for (SpanField field : values()) {
            if (field.path.equals(path)) {
                return field;
            }
        }
        return null;
    }

    /** Whether it is an instant. */
    boolean isTime() {
        return this == START || this == END || this == TIMESTAMP;
    }
}
