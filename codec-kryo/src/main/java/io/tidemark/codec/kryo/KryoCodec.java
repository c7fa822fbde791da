// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A codec for a type of a user's own, which Kryo writes field by field.
 *
 * <pre>{@code
 * static final StateCodec<Basket> CODEC = KryoCodec.of("acme.basket", 1, Basket.class)
 *         .registering(1, HashMap.class)
 *         .registering(2, Money.class)
 *         .build();
 * }</pre>
 *
 * <p>Laws:
 *
 * <ol>
 *   <li>Only registered classes are written, by the ids that they were registered with, and only those can be made of bytes, whatever the bytes: a name of a class is never read.
 *   <li>What is written is a tree: an object that is reached on two ways is two objects when it is read. Trees deeper than 100 are refused.
 *   <li>A hash map or a hash set is written in an order that does not depend on hash codes.
 *   <li>The fields of the classes are part of the format. When they have changed and the version has not, reading says so.
 * </ol>
 *
 * <p>Trap: transient fields are not written, and final ones are better those of a record.
 *
 * @param <T> the type
 */
public final class KryoCodec<T> implements StateCodec<T> {
    /*
     * Kryo is not made for several threads, so each call takes a coder from a pool, or makes one. A coder for each thread would do too, but it would outlive the codec
     * in threads that are not ours, with the classes of a plugin, and a serializer that uses the same codec again would find its thread's coder busy. A coder that has
     * failed stood in the middle of something and is not used again.
     */
    private final Format<T> format;
    private final int version;
    private final @Nullable Upgrade<T> upgrade;
    private final Queue<Coder<T>> idle = new ConcurrentLinkedQueue<>();

    KryoCodec(Format<T> format, int version, @Nullable Upgrade<T> upgrade) {
        this.format = format;
        this.version = version;
        this.upgrade = upgrade;
        // Now, so that what is wrong with a class is told where the codec is made.
        idle.add(new Coder<>(format));
    }

    /**
     * Begins a codec.
     *
     * @param name of the format, which never changes, for example {@code acme.basket}
     * @param version that it writes, from 1; a greater one needs {@link KryoCodecBuilder#upgrading}
     * @param type whose values it writes: this class, not one below it
     * @throws IllegalArgumentException when there is no name, or no such version
     */
    public static <T> KryoCodecBuilder<T> of(String name, int version, Class<T> type) {
        return new KryoCodecBuilder<>(name, version, type);
    }

    @Override
    public String name() {
        return format.name();
    }

    @Override
    public int version() {
        return version;
    }

    /**
     * Writes {@code value}.
     *
     * @throws IllegalArgumentException when it holds an object of a class that is not registered, or cannot be written for another reason; the message says what to do
     */
    @Override
    public void write(T value, StateOutput out) {
        Coder<T> coder = coder();
        out.writeBytes(coder.write(value));
        idle.add(coder);
    }

    @Override
    public T read(StateInput in, int readVersion) throws IOException {
        checkVersion(readVersion);
        if (readVersion < version && upgrade != null) {
            return upgrade.read(in, readVersion);
        }
        byte[] bytes = in.readBytes();
        Coder<T> coder = coder();
        T value;
        try {
            value = coder.read(bytes);
        } catch (CorruptStateException e) {
            throw new CorruptStateException(
                    "codec '" + name() + "', version " + readVersion + ": " + e.getMessage(), e);
        }
        idle.add(coder);
        return value;
    }

    private Coder<T> coder() {
        Coder<T> coder = idle.poll();
        return coder == null ? new Coder<>(format) : coder;
    }
}
