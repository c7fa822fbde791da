// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.llm.format.RowPlan.PathTarget;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FeedbackEventFormat} describes. Which shape an event has may be known only at its end, so fields from {@code data} are taken back then. */
final class FeedbackEvents implements JsonShape {
    private static final String BATCH = "events";

    private final FieldTree tree = new FieldTree();
    private final JsonWalker walker = new JsonWalker();
    private final PlainJson plain = new PlainJson(BATCH);
    private final RowFiller outer;
    private final RowFiller inner;
    private final int maxElements;

    FeedbackEvents(RowPlan plan) {
        outer = new RowFiller(plan);
        inner = new RowFiller(plan);
        maxElements = plan.options().maxElements();
        for (PathTarget wanted : plan.paths()) {
            tree.add(wanted.path(), wanted.target(), 0);
            tree.addBelow("data", wanted.path(), wanted.target(), FieldTree.RANKS);
        }
        tree.add("type", plan.typeTarget(), 0);
        tree.add("event_type", plan.eventTypeTarget(), 0);
    }

    @Override
    public void read(JsonParser parser, SourceRecord record, byte[] bytes, Elements elements) throws IOException {
        boolean batch = false;
        outer.begin();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (name.equals(BATCH)) {
                batch = token == JsonToken.START_ARRAY;
                elements.clear();
            }
            if (name.equals(BATCH) && batch) {
                events(parser, record, bytes, elements);
            }
            walker.member(parser, parser.currentToken(), tree.root().child(name), outer);
        }
        if (!batch || outer.type() != null || outer.eventType() != null) {
            elements.clear();
            add(outer, record, bytes, elements);
        }
    }

    @Override
    public boolean readPlain(SourceRecord record, Elements elements, ElementCollector<Row> out) {
        outer.begin();
        boolean taken = plain.read(record, tree.root(), outer);
        if (taken) {
            elements.handOn(outer, settle(outer), record, out);
        }
        return taken;
    }

    /** Reads the array that {@code parser} stands at the beginning of, up to its end. */
    private void events(JsonParser parser, SourceRecord record, byte[] bytes, Elements elements) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (elements.size() > maxElements) {
                parser.skipChildren();
            } else if (token != JsonToken.START_OBJECT) {
                elements.invalid(
                        InvalidReason.UNDECODABLE, "element " + elements.size() + " of the batch is not an object");
                parser.skipChildren();
            } else {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                inner.begin();
                walker.object(parser, tree.root(), inner);
                int end = (int) parser.currentLocation().getByteOffset();
                add(inner, record, Arrays.copyOfRange(bytes, start, end), elements);
            }
        }
    }

    private static void add(RowFiller filler, SourceRecord record, byte[] source, Elements elements) {
        elements.add(filler, settle(filler), record, source);
    }

    /** Keeps what belongs to the shape that the event proved to have; its type. */
    private static @Nullable String settle(RowFiller filler) {
        String type = filler.type();
        if (type != null || filler.eventType() == null) {
            filler.drop(FieldTree.RANKS);
        }
        return type != null ? type : filler.eventType();
    }
}
