// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.llm.format.FieldTree.Node;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads attributes in the JSON encoding: {@code {"key": "a", "value": {"intValue": "5"}}}. Values within values are entered no deeper than one array. */
final class OtlpJsonValues {
    private static final int MAX_DIGITS = 20;

    private final SpanPlan plan;
    private final Scalar value = new Scalar();
    private final TextList texts = new TextList();

    /** For values that come before their names; the limits were kept when the record was read the first time. */
    private final JsonFactory again = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    OtlpJsonValues(SpanPlan plan) {
        this.plan = plan;
    }

    /** Reads the attribute whose beginning {@code parser} stands at, and hands its value to {@code filler} if it is wanted. */
    void attribute(JsonParser parser, byte[] record, RowFiller filler) throws IOException {
        String key = null;
        int from = -1;
        int to = -1;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals("key")) {
                key = text(parser, name);
            } else if (name.equals("value") && key != null) {
                put(parser, plan.attribute(key), filler);
            } else if (name.equals("value")) {
                from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                to = (int) parser.currentLocation().getByteOffset();
            } else {
                parser.skipChildren();
            }
        }
        if (from >= 0 && key != null) {
            late(record, from, to, plan.attribute(key), filler);
        }
    }

    private void late(byte[] record, int from, int to, @Nullable Node node, RowFiller filler) throws IOException {
        if (node != null) {
            try (JsonParser parser = again.createParser(record, from, to - from)) {
                parser.nextToken();
                put(parser, node, filler);
            }
        }
    }

    private void put(JsonParser parser, @Nullable Node node, RowFiller filler) throws IOException {
        if (node == null) {
            parser.skipChildren();
            return;
        }
        value.setNull();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            members(parser, filler.needsText(node), true);
        } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
            throw new Undecodable("the value of an attribute is not an object");
        }
        filler.put(node, value);
    }

    /** Reads the members of a value; of an array only when {@code entersArrays}. */
    private void members(JsonParser parser, boolean asWritten, boolean entersArrays) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (name) {
                case "stringValue" -> value.setText(text(parser, name));
                case "boolValue" -> value.setBoolean(truth(token));
                case "intValue" -> value.setInteger(integer(parser, name));
                case "doubleValue" -> value.setDouble(decimal(parser), asWritten);
                case "arrayValue" -> array(parser, entersArrays);
                case "kvlistValue", "bytesValue" -> {
                    parser.skipChildren();
                    value.setNested();
                }
                default -> parser.skipChildren();
            }
        }
    }

    private void array(JsonParser parser, boolean enters) throws IOException {
        if (!enters || parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            value.setNested();
            return;
        }
        texts.clear();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (name.equals("values") && token == JsonToken.START_ARRAY) {
                elements(parser);
            } else {
                parser.skipChildren();
            }
        }
        texts.writeTo(value);
    }

    private void elements(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            value.setNull();
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                members(parser, false, false);
            } else {
                parser.skipChildren();
            }
            texts.add(value);
        }
    }

    /** The text that {@code parser} stands at, as protobuf would have it: without zeros. */
    static String text(JsonParser parser, String name) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new Undecodable(name + " is not a text");
        }
        String text = parser.getText();
        if (text.indexOf('\0') >= 0) {
            throw new Undecodable(OtlpValues.NO_TEXT);
        }
        return text;
    }

    private static boolean truth(JsonToken token) throws IOException {
        if (!token.isBoolean()) {
            throw new Undecodable("boolValue is not true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private static long integer(JsonParser parser, String name) throws IOException {
        try {
            return Long.parseLong(digits(parser, name));
        } catch (NumberFormatException e) {
            throw noInteger(name);
        }
    }

    /** The unsigned number of 64 bits that {@code parser} stands at, as a number or as a text; null is 0. */
    static long unsigned(JsonParser parser, String name) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(digits(parser, name));
        } catch (NumberFormatException e) {
            throw noInteger(name);
        }
    }

    private static String digits(JsonParser parser, String name) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
            throw noInteger(name);
        }
        String digits = parser.getText();
        if (digits.length() > MAX_DIGITS) {
            throw noInteger(name);
        }
        return digits;
    }

    private static Undecodable noInteger(String name) {
        return new Undecodable(name + " is not a whole number of 64 bits");
    }

    private static double decimal(JsonParser parser) throws IOException {
        if (parser.currentToken().isNumeric()) {
            return parser.getDoubleValue();
        }
        String text = text(parser, "doubleValue");
        return switch (text) {
            case "NaN", "Infinity", "-Infinity" -> Double.NaN;
            default -> {
                if (!Scalar.isNumber(text)) {
                    throw new Undecodable("doubleValue is not a number");
                }
                yield Double.parseDouble(text);
            }
        };
    }
}
