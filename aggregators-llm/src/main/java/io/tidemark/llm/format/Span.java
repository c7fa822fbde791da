// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import org.jspecify.annotations.Nullable;

/** What a span is, beside its attributes: used again for the next. Ids are lower-case hexadecimal digits; times are nanoseconds since 1970, unsigned, and 0 is none. */
final class Span {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SpanPlan plan;
    private @Nullable String name;
    private @Nullable String traceId;
    private @Nullable String spanId;
    private @Nullable String parentSpanId;
    private long start;
    private long end;
    private boolean failed;

    Span(SpanPlan plan) {
        this.plan = plan;
    }

    void clear() {
        name = null;
        traceId = null;
        spanId = null;
        parentSpanId = null;
        start = 0;
        end = 0;
        failed = false;
    }

    /** Whether anybody wants to know {@code field}. The id of a span is in {@code ID} too. */
    boolean wants(SpanField field) {
        return plan.wants(field) || (field == SpanField.SPAN_ID && plan.wants(SpanField.ID));
    }

    /** Sets one of the texts. */
    void setText(SpanField field, @Nullable String text) {
        switch (field) {
            case TRACE_ID -> traceId = text;
            case SPAN_ID -> spanId = text;
            case PARENT_SPAN_ID -> parentSpanId = text;
            case SPAN_NAME -> name = text;
            case ID, START, END, TIMESTAMP, LATENCY_MS -> throw new IllegalArgumentException(field + " is no text");
        }
    }

    void setStart(long nanos) {
        start = nanos;
    }

    void setEnd(long nanos) {
        end = nanos;
    }

    void setFailed(boolean isFailed) {
        failed = isFailed;
    }

    boolean isFailed() {
        return failed;
    }

    /** Its end, or when it does not tell, no time. */
    long endNanos() {
        return end;
    }

    /** Milliseconds of {@code nanos}, or no timestamp. */
    static long millis(long nanos) {
        return nanos == 0 ? RowFiller.ABSENT : Long.divideUnsigned(nanos, NANOS_PER_MILLI);
    }

    /** The time of the element of this span, {@code field} of it. */
    long time(SpanField field) {
        return millis(field == SpanField.START ? start : end);
    }

    /** Writes {@code field} of this span into a slot. */
    void write(SpanField field, Row row, int slot) {
        switch (field) {
            case ID -> put(row, slot, spanId);
            case START -> put(row, slot, millis(start));
            case END, TIMESTAMP -> put(row, slot, millis(end));
            case LATENCY_MS -> putLatency(row, slot);
            case TRACE_ID, SPAN_ID, PARENT_SPAN_ID, SPAN_NAME -> writeText(field, row, slot);
        }
    }

    /** Writes {@code field} of the event of this span that is number {@code place}, and happened at {@code nanos}; it has no start, no end and no latency. */
    void writeOfEvent(SpanField field, Row row, int slot, int place, long nanos) {
        switch (field) {
            case ID -> put(row, slot, spanId == null ? null : spanId + "/" + place);
            case TIMESTAMP -> put(row, slot, millis(nanos));
            case START, END, LATENCY_MS -> row.setMissing(slot);
            case TRACE_ID, SPAN_ID, PARENT_SPAN_ID, SPAN_NAME -> writeText(field, row, slot);
        }
    }

    private void writeText(SpanField field, Row row, int slot) {
        put(
                row,
                slot,
                switch (field) {
                    case TRACE_ID -> traceId;
                    case SPAN_ID -> spanId;
                    case PARENT_SPAN_ID -> parentSpanId;
                    default -> name;
                });
    }

    private static void put(Row row, int slot, @Nullable String text) {
        if (text != null) {
            row.setText(slot, text);
        }
    }

    private static void put(Row row, int slot, long time) {
        if (time != RowFiller.ABSENT) {
            row.setInteger(slot, time);
        }
    }

    /** Not of a span that ends before it begins: clocks do that. */
    private void putLatency(Row row, int slot) {
        if (start != 0 && Long.compareUnsigned(start, end) <= 0) {
            // Below zero it is more than 292 years.
            long nanos = end - start;
            double latency = nanos < 0 ? (nanos >>> 1) * 2.0 : nanos;
            row.setDecimal(slot, latency / NANOS_PER_MILLI);
        }
    }
}
