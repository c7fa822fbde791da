// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;

/**
 * Langfuse's observations and scores, as its API and its exports have them: one JSON object each.
 *
 * <p>The file {@code langfuse.txt} says where the fields of {@link CallField} stand; what the job maps wins. All else is as in {@link MappingFormat}.
 */
public final class LangfuseFormat implements RowFormat {
    /** The name in a job file. */
    public static final String NAME = "langfuse";

    private static final MappingOptions TABLE = MappingTable.read(NAME + ".txt");

    /** For {@code ServiceLoader}. */
    public LangfuseFormat() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Langfuse's observations and scores, as its API and exports have them";
    }

    @Override
    public Decoder<Row> decoder(DecoderOptions options) {
        return MappingFormat.decoder(options, options.mapping().over(TABLE));
    }
}
