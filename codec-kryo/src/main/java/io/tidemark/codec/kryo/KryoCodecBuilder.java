// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import io.tidemark.codec.StateCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says which classes a {@link KryoCodec} may write and read.
 *
 * <p>Numbers, truth values, {@code String} and their primitives need no registration. All else does, classes of the JDK too: {@code ArrayList, ArrayDeque, HashSet, LinkedHashSet,
 * TreeSet, HashMap, LinkedHashMap, TreeMap}, arrays, {@code BigDecimal}, those of {@code java.time}. Classes of one's own are records, enums, or have a constructor
 * without parameters, which may be private.
 *
 * @param <T> the type that the codec is for
 */
public final class KryoCodecBuilder<T> {
    private final String name;
    private final int version;
    private final Class<T> type;
    private final List<Registered<?>> classes = new ArrayList<>();
    private @Nullable Upgrade<T> upgrade;
    private int upgradesFrom;

    KryoCodecBuilder(String name, int version, Class<T> type) {
        if (name.isBlank() || version < 1) {
            throw new IllegalArgumentException(
                    "a codec has a name and a version from 1, but this is '" + name + "', version " + version);
        }
        this.name = name;
        this.version = version;
        this.type = type;
        add(Registered.of(0, type));
    }

    /**
     * Registers a class.
     *
     * @param id that stands for it in what is written, from 1; small ones take less room. It must never stand for another class, not in a later version either
     * @throws IllegalArgumentException when the id or the class is registered already, or the class cannot be
     */
    public KryoCodecBuilder<T> registering(int id, Class<?> other) {
        return add(Registered.of(requireId(id), other));
    }

    /**
     * Registers a class with a serializer of one's own, for example because it has no constructor without parameters.
     *
     * <p>The serializer reads in the same way, whatever its bytes: where it reads a length it must not trust it, but compare it with {@code input.limit() - input.position()} first. Of Kryo's
     * serializers, those that do trust it are refused.
     *
     * @param serializer makes one for each Kryo, as serializers may have state
     */
    public <H> KryoCodecBuilder<T> registering(
            int id, Class<H> other, Function<? super Kryo, ? extends Serializer<H>> serializer) {
        return add(new Registered<>(requireId(id), other, serializer));
    }

    /**
     * Says how older versions are read: by the codec that wrote the version before this one, with the classes of that time, and whatever it upgrades itself.
     *
     * @param old the codec of version {@code version - 1}, of the same name
     * @param upgrading makes a value of this version of one of that
     * @throws IllegalArgumentException when it is another codec or another version
     */
    public <O> KryoCodecBuilder<T> upgrading(StateCodec<O> old, Function<? super O, ? extends T> upgrading) {
        if (!old.name().equals(name) || old.version() != version - 1) {
            throw new IllegalArgumentException("codec '" + name + "', version " + version + " upgrades version "
                    + (version - 1) + " of itself, but this is '" + old.name() + "', version " + old.version());
        }
        upgrade = (in, readVersion) -> Upgrade.apply(name, upgrading, old.read(in, readVersion));
        upgradesFrom = old.version();
        return this;
    }

    /**
     * The codec.
     *
     * @throws IllegalArgumentException when it could not read older versions, or one of the classes cannot be written; the message says what to do
     */
    public StateCodec<T> build() {
        if (upgradesFrom != version - 1) {
            throw new IllegalArgumentException("codec '" + name + "' of version " + version
                    + " must read the versions before it too: say with upgrading(...) what reads version "
                    + (version - 1));
        }
        return new KryoCodec<>(new Format<>(name, type, List.copyOf(classes)), version, upgrade);
    }

    private int requireId(int id) {
        if (id < 1 || id > Registered.MAX_ID) {
            throw new IllegalArgumentException(
                    "codec '" + name + "': an id is from 1 to " + Registered.MAX_ID + ", but this is " + id);
        }
        return id;
    }

    private KryoCodecBuilder<T> add(Registered<?> added) {
        for (Registered<?> other : classes) {
            if (other.type() == added.type() || other.id() == added.id()) {
                throw new IllegalArgumentException(
                        "codec '" + name + "' has " + other + " already, beside which there cannot be " + added);
            }
        }
        added.check(name);
        classes.add(added);
        return this;
    }
}
