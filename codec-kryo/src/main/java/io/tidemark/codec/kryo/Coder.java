// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.tidemark.codec.CorruptStateException;

/** Writes and reads values of one format, for one thread at a time. */
final class Coder<T> {
    /*
     * What it writes: four bytes that stand for the fields of all classes (see Layout), then what Kryo makes of the value, without its class.
     */
    private static final int LARGE = 1 << 16;

    static {
        // Kryo looks at it once. Unless it is told not to, it uses sun.misc.Unsafe, which JDK 24 and newer warn of.
        if (System.getProperty("kryo.unsafe") == null) {
            System.setProperty("kryo.unsafe", "false");
        }
    }

    private final Format<T> format;
    private final Kryo kryo;
    private final int layout;
    private Output out = buffer();

    Coder(Format<T> format) {
        this.format = format;
        this.kryo = new StrictKryo(format.name());
        for (Registered<?> registered : format.classes()) {
            register(registered);
        }
        this.layout = new Layout(kryo, format).hash();
    }

    /**
     * The bytes of {@code value}.
     *
     * @throws IllegalArgumentException when it cannot be written; then this coder is of no use any more
     */
    byte[] write(T value) {
        if (value.getClass() != format.type()) {
            throw new IllegalArgumentException(
                    "codec '" + format.name() + "' writes " + format.type().getName() + ", but this is a "
                            + value.getClass().getName());
        }
        out.writeInt(layout);
        try {
            kryo.writeObject(out, value);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "codec '" + format.name() + "' cannot write a "
                            + format.type().getName() + ": " + reason(e),
                    e);
        }
        byte[] bytes = out.toBytes();
        out.reset();
        if (out.getBuffer().length > LARGE) {
            out = buffer();
        }
        return bytes;
    }

    /**
     * The value of {@code bytes}.
     *
     * @throws CorruptStateException when there is none; then this coder is of no use any more
     */
    T read(byte[] bytes) throws CorruptStateException {
        Input in = new BoundedInput(bytes);
        try {
            requireLayout(in.readInt());
            T value = kryo.readObject(in, format.type());
            if (in.position() < in.limit()) {
                throw new CorruptStateException((in.limit() - in.position()) + " bytes are left over after the value");
            }
            return value;
        } catch (RuntimeException e) {
            // Whatever a constructor or a serializer says of a value that nobody wrote.
            throw new CorruptStateException("the bytes are no " + format.type().getName() + ": " + reason(e), e);
        }
    }

    private void requireLayout(int written) throws CorruptStateException {
        if (written != layout) {
            throw new CorruptStateException(
                    "the bytes are damaged, or the fields of " + format.type().getName()
                            + " or of a class in it have changed since they were written; changed fields need a new version of the codec, and upgrading(...) for the old one");
        }
    }

    private void register(Registered<?> registered) {
        try {
            registered.with(kryo);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "codec '" + format.name() + "' cannot register " + registered + ": " + reason(e)
                            + "; register it with a serializer of your own",
                    e);
        }
    }

    private static Output buffer() {
        return new Output(256, -1);
    }

    /** What the innermost cause says: Kryo wraps it for each object that it was in. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message.lines().findFirst().orElse("");
    }
}
