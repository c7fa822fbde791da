// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;

/**
 * LiteLLM's standard logging payload, as its callbacks and buckets have it: one JSON object, one call of a model.
 *
 * <p>The file {@code litellm.txt} says where the fields of {@link CallField} stand; what the job maps wins. All else is as in {@link MappingFormat}.
 */
public final class LiteLlmFormat implements RowFormat {
    /** The name in a job file. */
    public static final String NAME = "litellm";

    private static final MappingOptions TABLE = MappingTable.read(NAME + ".txt");

    /** For {@code ServiceLoader}. */
    public LiteLlmFormat() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "LiteLLM's standard logging payload, one call of a model";
    }

    @Override
    public Decoder<Row> decoder(DecoderOptions options) {
        return MappingFormat.decoder(options, options.mapping().over(TABLE));
    }
}
