// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;

/**
 * Any JSON object as one row, its fields by path.
 *
 * <p>A path names members, and members of members that are objects, joined by dots; a member's own name may have dots ({@code {"a.b": 1}} has {@code a.b}). Arrays are not
 * entered: they are present, and no more. Of a member that comes twice the last counts. Whole numbers that fit a {@code long} are exact, however they are written.
 */
public final class JsonFormat implements RowFormat {
    /** For {@code ServiceLoader}. */
    public JsonFormat() {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String description() {
        return "Any JSON object, its fields by path";
    }

    @Override
    public Decoder<Row> decoder(DecoderOptions options) {
        RowPlan plan = new RowPlan(options);
        return new JsonDecoder(plan, new OneRow(plan));
    }
}
