// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.element.Row;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import java.io.IOException;

/** The whole object is one row. */
final class OneRow implements JsonShape {
    private final FieldTree tree = new FieldTree();
    private final JsonWalker walker = new JsonWalker();
    private final PlainJson plain = new PlainJson("");
    private final RowFiller filler;

    OneRow(RowPlan plan) {
        filler = new RowFiller(plan);
        plan.addTo(tree);
    }

    @Override
    public void read(JsonParser parser, SourceRecord record, byte[] bytes, Elements elements) throws IOException {
        filler.begin();
        walker.object(parser, tree.root(), filler);
        elements.add(filler, filler.type(), record, bytes);
    }

    @Override
    public boolean readPlain(SourceRecord record, Elements elements, ElementCollector<Row> out) {
        filler.begin();
        boolean taken = plain.read(record, tree.root(), filler);
        if (taken) {
            elements.handOn(filler, filler.type(), record, out);
        }
        return taken;
    }
}
