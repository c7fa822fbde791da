// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A protobuf message that is written field by field, in any order, right or wrong. */
final class Proto {
    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static Proto message() {
        return new Proto();
    }

    /** A record with one span of one resource. */
    static byte[] record(Proto span) {
        return record(message(), span);
    }

    static byte[] record(Proto resource, Proto span) {
        Proto scope = message().bytes(2, span);
        return message().bytes(1, message().bytes(1, resource).bytes(2, scope)).toBytes();
    }

    /** A span of 250 ms that ends at 1000 ms. */
    static Proto span() {
        return message().fixed64(7, 750_000_000L).fixed64(8, 1_000_000_000L);
    }

    /** An attribute that is a text. */
    static Proto attribute(String name, String value) {
        return attribute(name, message().text(1, value));
    }

    static Proto attribute(String name, long value) {
        return attribute(name, message().varint(3, value));
    }

    static Proto attribute(String name, Proto value) {
        return message().text(1, name).bytes(2, value);
    }

    private Proto write(Writing writing) {
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            writing.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Proto bytes(int field, Proto value) {
        return bytes(field, value.toBytes());
    }

    Proto bytes(int field, byte[] value) {
        return write(out -> out.writeBytes(field, ByteString.copyFrom(value)));
    }

    Proto text(int field, String value) {
        return write(out -> out.writeString(field, value));
    }

    Proto varint(int field, long value) {
        return write(out -> out.writeInt64(field, value));
    }

    Proto fixed64(int field, long value) {
        return write(out -> out.writeFixed64(field, value));
    }

    Proto number(int field, double value) {
        return write(out -> out.writeDouble(field, value));
    }

    /** The tag of {@code field} with any wire type. */
    Proto tag(int field, int wireType) {
        return write(out -> out.writeTag(field, wireType));
    }

    /** Bytes as they are. */
    Proto raw(byte... value) {
        bytes.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
