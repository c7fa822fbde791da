// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import io.tidemark.source.SourceRecord;
import java.io.IOException;

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

    /** The whole object is one row. */
    private static final class OneRow implements JsonShape {
        private final FieldTree tree = new FieldTree();
        private final JsonWalker walker = new JsonWalker();
        private final RowFiller filler;

        OneRow(RowPlan plan) {
            filler = new RowFiller(plan);
            plan.paths().forEach(wanted -> tree.add(wanted.path(), wanted.target(), 0));
            tree.add(plan.options().typeField(), plan.typeTarget(), 0);
        }

        @Override
        public void read(JsonParser parser, SourceRecord record, byte[] bytes, Elements elements) throws IOException {
            filler.begin();
            walker.object(parser, tree.root(), filler);
            elements.add(filler, filler.type(), record, bytes);
        }
    }
}
