// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.BeanSerializer;
import com.esotericsoftware.kryo.serializers.BlowfishSerializer;
import com.esotericsoftware.kryo.serializers.ClosureSerializer;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.serializers.CompatibleFieldSerializer;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import com.esotericsoftware.kryo.serializers.DeflateSerializer;
import com.esotericsoftware.kryo.serializers.EnumMapSerializer;
import com.esotericsoftware.kryo.serializers.EnumNameSerializer;
import com.esotericsoftware.kryo.serializers.ExternalizableSerializer;
import com.esotericsoftware.kryo.serializers.FieldSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import com.esotericsoftware.kryo.serializers.MapSerializer;
import com.esotericsoftware.kryo.serializers.TaggedFieldSerializer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Chooses the serializer of a class. */
final class Serializers {
    /** They believe lengths, make classes that have no id, or go through an input that is not bounded. */
    private static final Set<Class<?>> UNSAFE = Set.of(
            BeanSerializer.class,
            BlowfishSerializer.class,
            ClosureSerializer.class,
            CollectionSerializer.class,
            CompatibleFieldSerializer.class,
            DefaultArraySerializers.BooleanArraySerializer.class,
            DefaultArraySerializers.ObjectArraySerializer.class,
            DefaultArraySerializers.StringArraySerializer.class,
            DefaultSerializers.ClassSerializer.class,
            DefaultSerializers.EnumSetSerializer.class,
            DeflateSerializer.class,
            EnumMapSerializer.class,
            ExternalizableSerializer.class,
            JavaSerializer.class,
            MapSerializer.class,
            TaggedFieldSerializer.class);

    private Serializers() {}

    /** The serializer of {@code type} where the user gave none. */
    static Serializer<?> of(Kryo kryo, Class<?> type) {
        if (type == boolean[].class) {
            return new BooleansSerializer();
        }
        if (type.isArray() && !type.getComponentType().isPrimitive()) {
            return new ArraySerializer(type.getComponentType());
        }
        if (type.isEnum()) {
            // By name: an enum's constants may change places.
            return new EnumNameSerializer(type.asSubclass(Enum.class));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return CollectionsSerializer.of(type);
        }
        return Map.class.isAssignableFrom(type) ? MapsSerializer.of(type) : kryo.getDefaultSerializer(type);
    }

    /**
     * Refuses {@code serializer} if damaged bytes could make it do anything but fail.
     *
     * @throws IllegalArgumentException when it is refused
     */
    static void requireSafe(Class<?> type, Serializer<?> serializer) {
        for (Class<?> refused : UNSAFE) {
            if (refused.isInstance(serializer)) {
                throw new IllegalArgumentException("Kryo's " + refused.getSimpleName() + " believes what it reads");
            }
        }
        if (serializer instanceof FieldSerializer) {
            requireConstructor(type);
        }
    }

    private static void requireConstructor(Class<?> type) {
        if (Arrays.stream(type.getDeclaredConstructors())
                .noneMatch(constructor -> constructor.getParameterCount() == 0)) {
            throw new IllegalArgumentException("it has no constructor without parameters, which may be private");
        }
    }
}
