// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tidemark.llm.format.FieldTree.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads attributes in protobuf ({@code KeyValue} and {@code AnyValue} of {@code common.proto}). Values within values are entered no deeper than one array. */
final class OtlpValues {
    /** What is wrong with a text that is none. */
    static final String NO_TEXT = "the record has a text that is not UTF-8, or has a zero byte";

    private static final int KEY = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int VALUE = 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int STRING = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int BOOLEAN = 2 << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int INTEGER = 3 << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int DOUBLE = 4 << 3 | WireFormat.WIRETYPE_FIXED64;
    private static final int ARRAY = 5 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int MAP = 6 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int BYTES = 7 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private final SpanPlan plan;
    private final Scalar value = new Scalar();
    private final TextList texts = new TextList();

    OtlpValues(SpanPlan plan) {
        this.plan = plan;
    }

    /** Reads an attribute, from its length on, and hands its value to {@code filler} if it is wanted. All of {@code bytes} are behind {@code in}. */
    void attribute(CodedInputStream in, byte[] bytes, RowFiller filler) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        Node node = null;
        int from = -1;
        int length = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == KEY) {
                int name = in.readRawVarint32();
                int start = in.getTotalBytesRead();
                in.skipRawBytes(name);
                node = plan.attribute(bytes, start, start + name);
            } else if (tag == VALUE) {
                length = in.readRawVarint32();
                from = in.getTotalBytesRead();
                in.skipRawBytes(length);
            } else {
                OtlpProtobuf.skip(in, tag);
            }
        }
        in.popLimit(outer);
        if (node != null && from >= 0) {
            read(bytes, from, length, filler.needsText(node));
            filler.put(node, value);
        }
    }

    private void read(byte[] bytes, int from, int length, boolean asWritten) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes, from, length);
        value.setNull();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == ARRAY) {
                array(in, bytes, from);
            } else {
                scalar(in, tag, bytes, from, asWritten);
            }
        }
    }

    /** Reads a member of a value; {@code in} began at {@code base} of {@code bytes}. */
    private void scalar(CodedInputStream in, int tag, byte[] bytes, int base, boolean asWritten) throws IOException {
        switch (tag) {
            case STRING -> text(in, bytes, base);
            case BOOLEAN -> value.setBoolean(in.readBool());
            case INTEGER -> value.setInteger(in.readInt64());
            case DOUBLE -> value.setDouble(in.readDouble(), asWritten);
            case ARRAY, MAP, BYTES -> {
                in.skipRawBytes(in.readRawVarint32());
                value.setNested();
            }
            default -> OtlpProtobuf.skip(in, tag);
        }
    }

    private void text(CodedInputStream in, byte[] bytes, int base) throws IOException {
        int length = in.readRawVarint32();
        int start = base + in.getTotalBytesRead();
        in.skipRawBytes(length);
        if (isAscii(bytes, start, start + length)) {
            value.setText(bytes, start, start + length);
        } else if (Utf8.isValid(bytes, start, start + length)) {
            value.setText(new String(bytes, start, length, StandardCharsets.UTF_8));
        } else {
            throw new Undecodable(NO_TEXT);
        }
    }

    private static boolean isAscii(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] <= 0) {
                return false;
            }
        }
        return true;
    }

    private void array(CodedInputStream in, byte[] bytes, int base) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        texts.clear();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == KEY) {
                int inner = in.pushLimit(in.readRawVarint32());
                value.setNull();
                for (int part = in.readTag(); part != 0; part = in.readTag()) {
                    scalar(in, part, bytes, base, false);
                }
                in.popLimit(inner);
                texts.add(value);
            } else {
                OtlpProtobuf.skip(in, tag);
            }
        }
        in.popLimit(outer);
        texts.writeTo(value);
    }
}
