// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;

/** What {@link OtlpFormat} describes, in protobuf only. */
public final class OtlpProtobufFormat implements RowFormat {
    /** For {@code ServiceLoader}. */
    public OtlpProtobufFormat() {}

    @Override
    public String name() {
        return "otlp_proto";
    }

    @Override
    public String description() {
        return "OTLP traces with GenAI conventions, protobuf only";
    }

    @Override
    public Decoder<Row> decoder(DecoderOptions options) {
        return OtlpFormat.protobuf(options);
    }
}
