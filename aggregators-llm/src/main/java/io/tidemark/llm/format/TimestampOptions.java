// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

/**
 * Where an element's timestamp comes from (rule T1).
 *
 * @param from which of the three
 * @param field the path of the event's field, for {@link From#EVENT}
 * @param format how that field is written
 * @param isOrRecord whether, for {@link From#EVENT}, the source's own timestamp of the record counts when the event has none
 */
public record TimestampOptions(From from, String field, TimestampFormat format, boolean isOrRecord) {
    /** The three sources of a timestamp. */
    public enum From {
        /** A field of the event. */
        EVENT,
        /** The source's own timestamp of the record. */
        RECORD,
        /** Processing time of the record's arrival. */
        INGESTION
    }

    /** The field {@code field} of the event: RFC 3339 or epoch milliseconds. */
    public static TimestampOptions event(String field) {
        return event(field, TimestampFormat.RFC_3339);
    }

    /** The field {@code field} of the event, written in {@code format}. */
    public static TimestampOptions event(String field, TimestampFormat format) {
        return new TimestampOptions(From.EVENT, field, format, false);
    }

    /** The source's own timestamp of the record. */
    public static TimestampOptions record() {
        return new TimestampOptions(From.RECORD, "", TimestampFormat.RFC_3339, false);
    }

    /** Processing time of the record's arrival. */
    public static TimestampOptions ingestion() {
        return new TimestampOptions(From.INGESTION, "", TimestampFormat.RFC_3339, false);
    }

    /** The same; when the event has none, the source's own timestamp of the record. */
    public TimestampOptions orRecord() {
        return new TimestampOptions(from, field, format, true);
    }
}
