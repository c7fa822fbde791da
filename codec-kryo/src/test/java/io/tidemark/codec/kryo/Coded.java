// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.io.IOException;

/** Values as bytes and bytes as values. */
final class Coded {
    private Coded() {}

    static <T> byte[] bytes(StateCodec<T> codec, T value) {
        StateOutput out = new StateOutput();
        codec.write(value, out);
        return out.toByteArray();
    }

    static <T> T value(StateCodec<T> codec, byte[] bytes) throws IOException {
        return codec.read(new StateInput(bytes), codec.version());
    }

    static <T> T again(StateCodec<T> codec, T value) throws IOException {
        return value(codec, bytes(codec, value));
    }

    /** {@code content} as what a codec reads, with a length that fits. */
    static byte[] framed(byte[] content) {
        StateOutput out = new StateOutput();
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** What {@link #framed} was made of. */
    static byte[] content(byte[] framed) throws IOException {
        return new StateInput(framed).readBytes();
    }
}
