// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;

/**
 * OTLP traces ({@code ExportTraceServiceRequest}, which is {@code TracesData}) with the GenAI conventions, in protobuf or JSON, whichever a record is in.
 *
 * <p>A record holds many spans. Each that is an LLM call is an element of type {@code llm_call}; each event {@code gen_ai.evaluation.result} of any span is one of type
 * {@code evaluation}; all else is skipped. An element's time is the span's end, or the time of the evaluation, unless the job names another field.
 *
 * <p>A record is taken for JSON when it begins as a JSON text does; where that is not wanted there are {@link OtlpJsonFormat} and {@link OtlpProtobufFormat}.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/">OTLP</a>
 */
public final class OtlpFormat implements RowFormat {
    /** For {@code ServiceLoader}. */
    public OtlpFormat() {}

    @Override
    public String name() {
        return "otlp";
    }

    @Override
    public String description() {
        return "OTLP traces with GenAI conventions, protobuf or JSON: each LLM call and each evaluation";
    }

    @Override
    public Decoder<Row> decoder(DecoderOptions options) {
        return new Either(json(options), protobuf(options));
    }

    static Decoder<Row> json(DecoderOptions options) {
        RowPlan plan = new RowPlan(options);
        return new JsonDecoder(plan, new OtlpJson(new SpanPlan(plan, Conventions.load())));
    }

    static Decoder<Row> protobuf(DecoderOptions options) {
        return new OtlpDecoder(new SpanPlan(new RowPlan(options), Conventions.load()));
    }

    /** Tells the encoding from the first byte. None of those of JSON begins traces in protobuf; a line feed does. */
    private record Either(Decoder<Row> json, Decoder<Row> protobuf) implements Decoder<Row> {
        @Override
        public void decode(SourceRecord record, ElementCollector<Row> out) {
            byte[] bytes = record.value();
            boolean isJson = bytes != null && bytes.length > 0 && "{[ \t\r".indexOf(bytes[0]) >= 0;
            (isJson ? json : protobuf).decode(record, out);
        }
    }
}
