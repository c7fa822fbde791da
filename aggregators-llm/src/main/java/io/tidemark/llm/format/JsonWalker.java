// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.llm.format.FieldTree.Node;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks through an object token by token, hands on what the tree of fields wants, and skips the rest without looking at it. */
final class JsonWalker {
    private final Scalar value = new Scalar();

    /** Reads the members of the object whose beginning {@code parser} stands at, up to its end. */
    void object(JsonParser parser, Node node, RowFiller filler) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            member(parser, parser.nextToken(), node.child(name), filler);
        }
    }

    /** Reads the value of a member, of which {@code token} is the first. */
    void member(JsonParser parser, JsonToken token, @Nullable Node node, RowFiller filler) throws IOException {
        if (node == null) {
            parser.skipChildren();
            return;
        }
        take(parser, token, node, filler);
        filler.put(node, value);
        if (token == JsonToken.START_OBJECT && node.isInner()) {
            object(parser, node, filler);
        } else {
            parser.skipChildren();
        }
    }

    private void take(JsonParser parser, JsonToken token, Node node, RowFiller filler) throws IOException {
        switch (token) {
            case VALUE_STRING -> value.setText(parser.getText());
            case VALUE_NUMBER_INT -> takeWhole(parser);
            case VALUE_NUMBER_FLOAT -> takeDecimal(parser, filler.needsText(node));
            case VALUE_TRUE -> value.setBoolean(true);
            case VALUE_FALSE -> value.setBoolean(false);
            case VALUE_NULL -> value.setNull();
            default -> value.setNested();
        }
    }

    private void takeWhole(JsonParser parser) throws IOException {
        if (parser.getNumberType() == NumberType.BIG_INTEGER) {
            value.setDecimal(parser.getText());
        } else {
            value.setInteger(parser.getLongValue());
        }
    }

    private void takeDecimal(JsonParser parser, boolean asWritten) throws IOException {
        double approximate = asWritten ? 0 : parser.getDoubleValue();
        if (asWritten || Scalar.needsText(approximate)) {
            value.setDecimal(parser.getText());
        } else {
            value.setSmallDecimal(approximate);
        }
    }
}
