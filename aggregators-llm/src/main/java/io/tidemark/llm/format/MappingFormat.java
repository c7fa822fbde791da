// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;

/**
 * Any JSON object, or line of CSV, as a call of a model: the job says where each field of {@link CallField} stands, and in which unit.
 *
 * <p>A field that the job does not map is at its own path, as in {@link JsonFormat}. Where the record has no {@code latency_ms}, it is {@code end - start}, and
 * {@code time_to_first_token_ms} is {@code first_token - start}, when both times are mapped and in this order. The timestamp and the type of the event are fields too:
 * {@code timestamp}, which is {@code end} when it is not mapped, and {@code type}.
 */
public final class MappingFormat implements RowFormat {
    /** The name in a job file. */
    public static final String NAME = "mapping";

    /** For {@code ServiceLoader}. */
    public MappingFormat() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Any JSON or CSV as calls of models, by field paths and units that the job gives";
    }

    @Override
    public Decoder<Row> decoder(DecoderOptions options) {
        return decoder(options, options.mapping());
    }

    /** A decoder of calls as {@code mapping} has them. */
    static Decoder<Row> decoder(DecoderOptions options, MappingOptions mapping) {
        RowPlan plan = new RowPlan(options, mapping);
        return mapping.isCsv() ? new CsvDecoder(plan) : new JsonDecoder(plan, new OneRow(plan));
    }
}
