// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTLP traces in protobuf, straight from the bytes: no message is built, and of an attribute that nobody wants there is only its name looked at.
 *
 * <p>The numbers of the fields are those of {@code opentelemetry/proto/trace/v1/trace.proto} and {@code common/v1/common.proto}. A message may have its fields in any
 * order, and unknown ones.
 */
final class OtlpProtobuf {
    private static final int FIRST_BYTES = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int SECOND_BYTES = 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int THIRD_BYTES = 3 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int PARENT = 4 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int NAME = 5 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int START = 7 << 3 | WireFormat.WIRETYPE_FIXED64;
    private static final int END = 8 << 3 | WireFormat.WIRETYPE_FIXED64;
    private static final int ATTRIBUTES = 9 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int EVENTS = 11 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int STATUS = 15 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int EVENT_TIME = 1 << 3 | WireFormat.WIRETYPE_FIXED64;
    private static final int STATUS_CODE = 3 << 3 | WireFormat.WIRETYPE_VARINT;

    private static final int CODE_ERROR = 2;
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private final SpanCollector spans;
    private final OtlpValues values;
    private byte[] bytes = {};
    private CodedInputStream in = CodedInputStream.newInstance(bytes);

    OtlpProtobuf(SpanPlan plan) {
        spans = new SpanCollector(plan);
        values = new OtlpValues(plan);
    }

    /** Where it is, for messages. */
    int position() {
        return in.getTotalBytesRead();
    }

    /**
     * Reads a whole record into {@code elements}, up to as many as it may have and one.
     *
     * @throws IOException when it is not what it should be; then the elements are of no use
     */
    void read(SourceRecord record, byte[] message, Elements elements) throws IOException {
        bytes = message;
        in = CodedInputStream.newInstance(message);
        spans.begin(record, elements);
        boolean isTraces = message.length == 0;
        for (int tag = in.readTag(); tag != 0 && !spans.isFull(); tag = in.readTag()) {
            if (tag == FIRST_BYTES) {
                isTraces = true;
                resourceSpans();
            } else {
                skip(tag);
            }
        }
        if (!isTraces) {
            throw new Undecodable("the record is protobuf, but has no resource spans");
        }
    }

    private int enter() throws IOException {
        return in.pushLimit(in.readRawVarint32());
    }

    private void skip(int tag) throws IOException {
        skip(in, tag);
    }

    /** Skips a field that {@code in} has read the tag of. */
    static void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new Undecodable("the record is not protobuf: a group ends that did not begin");
        }
    }

    private void resourceSpans() throws IOException {
        int outer = enter();
        spans.beginResource();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == FIRST_BYTES) {
                resource();
            } else if (tag == SECOND_BYTES) {
                scopeSpans();
            } else {
                skip(tag);
            }
        }
        spans.endResource();
        in.popLimit(outer);
    }

    private void resource() throws IOException {
        int outer = enter();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == FIRST_BYTES) {
                values.attribute(in, bytes, spans.resource());
            } else {
                skip(tag);
            }
        }
        in.popLimit(outer);
    }

    private void scopeSpans() throws IOException {
        int outer = enter();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == SECOND_BYTES) {
                span();
            } else {
                skip(tag);
            }
        }
        in.popLimit(outer);
    }

    private void span() throws IOException {
        int outer = enter();
        int from = in.getTotalBytesRead();
        Span span = spans.beginSpan();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case FIRST_BYTES -> id(span, SpanField.TRACE_ID, TRACE_ID_BYTES);
                case SECOND_BYTES -> id(span, SpanField.SPAN_ID, SPAN_ID_BYTES);
                case PARENT -> id(span, SpanField.PARENT_SPAN_ID, SPAN_ID_BYTES);
                case NAME -> name(span);
                case START -> span.setStart(in.readFixed64());
                case END -> span.setEnd(in.readFixed64());
                case ATTRIBUTES -> values.attribute(in, bytes, spans.attributes());
                case EVENTS -> event();
                case STATUS -> status(span);
                default -> skip(tag);
            }
        }
        spans.endSpan(bytes, from, in.getTotalBytesRead());
        in.popLimit(outer);
    }

    private void id(Span span, SpanField field, int most) throws IOException {
        int length = in.readRawVarint32();
        int from = in.getTotalBytesRead();
        in.skipRawBytes(length);
        if (span.wants(field)) {
            span.setText(field, length == most ? hex(from, from + length) : null);
        }
    }

    /** The id in {@code [from, to)}, or null when it is all zeros, which stands for none. */
    private @Nullable String hex(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return HexFormat.of().formatHex(bytes, from, to);
            }
        }
        return null;
    }

    private void name(Span span) throws IOException {
        if (span.wants(SpanField.SPAN_NAME)) {
            span.setText(SpanField.SPAN_NAME, text());
        } else {
            in.skipRawBytes(in.readRawVarint32());
        }
    }

    private String text() throws IOException {
        int length = in.readRawVarint32();
        int from = in.getTotalBytesRead();
        in.skipRawBytes(length);
        if (!Utf8.isValid(bytes, from, from + length)) {
            throw new Undecodable(OtlpValues.NO_TEXT);
        }
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private void status(Span span) throws IOException {
        int outer = enter();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == STATUS_CODE) {
                span.setFailed(in.readEnum() == CODE_ERROR);
            } else {
                skip(tag);
            }
        }
        in.popLimit(outer);
    }

    private void event() throws IOException {
        int outer = enter();
        spans.beginEvent();
        String name = null;
        long nanos = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case EVENT_TIME -> nanos = in.readFixed64();
                case SECOND_BYTES -> name = text();
                case THIRD_BYTES -> values.attribute(in, bytes, spans.event());
                default -> skip(tag);
            }
        }
        spans.endEvent(name, nanos);
        in.popLimit(outer);
    }
}
