// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;

/** What {@link OtlpFormat} describes, in JSON only. */
public final class OtlpJsonFormat implements RowFormat {
    /** For {@code ServiceLoader}. */
    public OtlpJsonFormat() {}

    @Override
    public String name() {
        return "otlp_json";
    }

    @Override
    public String description() {
        return "OTLP traces with GenAI conventions, JSON only";
    }

    @Override
    public Decoder<Row> decoder(DecoderOptions options) {
        return OtlpFormat.json(options);
    }
}
