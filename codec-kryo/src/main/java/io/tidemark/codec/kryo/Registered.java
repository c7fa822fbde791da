// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import java.lang.reflect.Modifier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A class that a codec may write and read.
 *
 * @param id the user's; 0 is the codec's type
 * @param type the class
 * @param serializer makes its serializer; null when it is chosen by the class
 */
record Registered<H>(int id, Class<H> type, @Nullable Function<? super Kryo, ? extends Serializer<H>> serializer) {
    /** The greatest id. */
    static final int MAX_ID = 1_000_000;

    /** Kryo has given the first ids to primitives. */
    private static final int FIRST_FREE = 16;

    static <H> Registered<H> of(int id, Class<H> type) {
        return new Registered<>(id, type, null);
    }

    /** Refuses a class whose values would not be written as this class, or cannot be. */
    void check(String codec) {
        boolean isConcrete = type.isEnum() || type.isArray() || !Modifier.isAbstract(type.getModifiers());
        String refusal = null;
        if (type.isPrimitive() || type == String.class || type == Boolean.class || type == Character.class) {
            refusal = "needs no registration";
        } else if (Number.class.isAssignableFrom(type) && type.getName().startsWith("java.lang.")) {
            refusal = "needs no registration";
        } else if (!isConcrete) {
            refusal = "is abstract: register the classes that there are objects of";
        } else if (type.getName().startsWith("com.esotericsoftware.")) {
            refusal = "is Kryo's own";
        }
        if (refusal != null) {
            throw new IllegalArgumentException("codec '" + codec + "': " + type.getName() + " " + refusal);
        }
    }

    /** Registers it. */
    void with(Kryo kryo) {
        Serializer<?> chosen = serializer == null ? Serializers.of(kryo, type) : serializer.apply(kryo);
        Serializers.requireSafe(type, chosen);
        kryo.register(type, chosen, FIRST_FREE + id);
    }

    @Override
    public String toString() {
        return type.getName() + (id == 0 ? "" : " with id " + id);
    }
}
