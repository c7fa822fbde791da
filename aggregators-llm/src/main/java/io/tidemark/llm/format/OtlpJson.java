// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.element.Row;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads OTLP traces in their JSON encoding: lower camel case, ids in hexadecimal, 64-bit numbers as texts or numbers. */
final class OtlpJson implements JsonShape {
    private static final Pattern TRACE_ID = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("[0-9a-fA-F]{16}");
    private static final Pattern ZEROS = Pattern.compile("0*");

    private static final String CODE_ERROR = "STATUS_CODE_ERROR";

    /** Reads an object, whose beginning the parser stands at, up to its end. */
    private interface ObjectReader {
        void read() throws IOException;
    }

    private final SpanCollector spans;
    private final OtlpJsonValues values;
    private byte[] record = {};

    OtlpJson(SpanPlan plan) {
        spans = new SpanCollector(plan);
        values = new OtlpJsonValues(plan);
    }

    @Override
    public boolean readPlain(SourceRecord source, Elements elements, ElementCollector<Row> out) {
        return false;
    }

    @Override
    public void read(JsonParser parser, SourceRecord source, byte[] bytes, Elements elements) throws IOException {
        record = bytes;
        spans.begin(source, elements);
        boolean isTraces = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals("resourceSpans")) {
                isTraces = true;
                each(parser, "resourceSpans", () -> resourceSpans(parser));
            } else {
                parser.skipChildren();
            }
        }
        if (!isTraces) {
            throw new Undecodable("the record is a JSON object, but has no resourceSpans");
        }
    }

    /** Reads the objects of the array that {@code parser} stands at the beginning of; null is an empty one. */
    private static void each(JsonParser parser, String name, ObjectReader reader) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new Undecodable(name + " is not an array");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new Undecodable(name + " has an element that is not an object");
            }
            reader.read();
        }
    }

    private void resourceSpans(JsonParser parser) throws IOException {
        spans.beginResource();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "resource" -> resource(parser);
                case "scopeSpans" -> each(parser, name, () -> scopeSpans(parser));
                default -> parser.skipChildren();
            }
        }
        spans.endResource();
    }

    private void resource(JsonParser parser) throws IOException {
        if (isObject(parser, "resource")) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals("attributes")) {
                    attributes(parser, spans.resource());
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    /** Whether the parser is at the beginning of an object; null is none, and all else is wrong. */
    private static boolean isObject(JsonParser parser, String name) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new Undecodable(name + " is not an object");
        }
        return true;
    }

    private void attributes(JsonParser parser, RowFiller filler) throws IOException {
        each(parser, "attributes", () -> values.attribute(parser, record, filler));
    }

    private void scopeSpans(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals("spans")) {
                each(parser, name, () -> span(parser));
            } else {
                parser.skipChildren();
            }
        }
    }

    private void span(JsonParser parser) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        Span span = spans.beginSpan();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "traceId" -> id(parser, span, SpanField.TRACE_ID, TRACE_ID);
                case "spanId" -> id(parser, span, SpanField.SPAN_ID, SPAN_ID);
                case "parentSpanId" -> id(parser, span, SpanField.PARENT_SPAN_ID, SPAN_ID);
                case "name" -> name(parser, span);
                case "startTimeUnixNano" -> span.setStart(OtlpJsonValues.unsigned(parser, name));
                case "endTimeUnixNano" -> span.setEnd(OtlpJsonValues.unsigned(parser, name));
                case "attributes" -> attributes(parser, spans.attributes());
                case "events" -> each(parser, name, () -> event(parser));
                case "status" -> status(parser, span);
                default -> parser.skipChildren();
            }
        }
        spans.endSpan(record, from, (int) parser.currentLocation().getByteOffset());
    }

    /** Sets an id; one that is none, or all zeros, is missing. */
    private static void id(JsonParser parser, Span span, SpanField field, Pattern pattern) throws IOException {
        if (!span.wants(field)) {
            parser.skipChildren();
            return;
        }
        String id = OtlpJsonValues.text(parser, "an id");
        boolean isId = pattern.matcher(id).matches() && !ZEROS.matcher(id).matches();
        span.setText(field, isId ? id.toLowerCase(Locale.ROOT) : null);
    }

    private static void name(JsonParser parser, Span span) throws IOException {
        if (span.wants(SpanField.SPAN_NAME)) {
            span.setText(SpanField.SPAN_NAME, OtlpJsonValues.text(parser, "name"));
        } else {
            parser.skipChildren();
        }
    }

    private static void status(JsonParser parser, Span span) throws IOException {
        if (isObject(parser, "status")) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (name.equals("code") && token.isScalarValue()) {
                    String code = parser.getText();
                    span.setFailed(code.equals("2") || code.equals(CODE_ERROR));
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void event(JsonParser parser) throws IOException {
        spans.beginEvent();
        String called = null;
        long nanos = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "timeUnixNano" -> nanos = OtlpJsonValues.unsigned(parser, name);
                case "name" -> called = OtlpJsonValues.text(parser, name);
                case "attributes" -> attributes(parser, spans.event());
                default -> parser.skipChildren();
            }
        }
        spans.endEvent(called, nanos);
    }
}
