// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import com.esotericsoftware.kryo.serializers.VersionFieldSerializer;
import io.tidemark.codec.StateCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which classes may be registered, and how. */
final class RegistrationTest {
    private static KryoCodecBuilder<Basket> builder() {
        return Basket.codec("test.basket");
    }

    /** Has no constructor that Kryo could call. */
    static final class Temperature {
        final double celsius;

        Temperature(double celsius) {
            this.celsius = celsius;
        }
    }

    /** Asks for a serializer that makes anything. */
    @DefaultSerializer(JavaSerializer.class)
    static final class Annotated {}

    /** Is no static class, and means it. */
    @SuppressWarnings("ClassCanBeStatic")
    final class Inner {}

    /** Writes a temperature. */
    static final class TemperatureSerializer extends Serializer<Temperature> {
        @Override
        public void write(Kryo kryo, Output output, Temperature value) {
            output.writeDouble(value.celsius);
        }

        @Override
        public Temperature read(Kryo kryo, Input input, Class<? extends Temperature> type) {
            return new Temperature(input.readDouble());
        }
    }

    private static void refused(Class<?> type, String reason) {
        assertThatIllegalArgumentException()
                .as("registering %s", type)
                .isThrownBy(() -> builder().registering(99, type).build())
                .withMessageContaining("'test.basket'")
                .withMessageContaining(type.getName())
                .withMessageContaining(reason);
    }

    @Test
    void what_can_only_fail_later_is_refused_at_once() {
        refused(List.class, "is abstract");
        refused(Number.class, "needs no registration");
        refused(long.class, "needs no registration");
        refused(String.class, "needs no registration");
        refused(Temperature.class, "it has no constructor without parameters");
        refused(Inner.class, "it has no constructor without parameters");
        refused(Random.class, "register it with a serializer of your own");
        refused(Annotated.class, "JavaSerializer believes what it reads");
        refused(Class.class, "ClassSerializer believes what it reads");
        refused(Output.class, "is Kryo's own");
    }

    @Test
    void collections_and_maps_that_are_not_known_are_refused() {
        refused(LinkedList.class, "[ArrayDeque, ArrayList, HashSet, LinkedHashSet, TreeSet]");
        refused(PriorityQueue.class, "these are known");
        refused(List.of(1).getClass(), "these are known");
        refused(EnumSet.noneOf(Basket.Size.class).getClass(), "these are known");
        refused(ConcurrentHashMap.class, "[HashMap, LinkedHashMap, TreeMap]");
    }

    @Test
    void a_serializer_of_ones_own_is_used() throws IOException {
        StateCodec<Basket> codec = builder()
                .registering(99, Temperature.class, kryo -> new TemperatureSerializer())
                .build();
        Basket basket = Basket.empty();
        basket.any = new Temperature(36.6);

        assertThat(Coded.again(codec, basket).any)
                .isInstanceOfSatisfying(
                        Temperature.class, read -> assertThat(read.celsius).isEqualTo(36.6));
    }

    @Test
    void serializers_of_kryo_that_are_safe_may_be_given() throws IOException {
        StateCodec<KryoCodecTest.Box> codec = KryoCodec.of("test.box", 1, KryoCodecTest.Box.class)
                .registering(
                        1,
                        KryoCodecTest.Below.class,
                        kryo -> new VersionFieldSerializer<>(kryo, KryoCodecTest.Below.class))
                .build();

        assertThat(Coded.again(codec, KryoCodecTest.Box.of(new KryoCodecTest.Below())).content)
                .isInstanceOf(KryoCodecTest.Below.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void serializers_of_kryo_that_believe_lengths_are_refused(boolean java) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given(java).build())
                .withMessageContaining(java ? "JavaSerializer believes" : "CollectionSerializer believes");
    }

    private static KryoCodecBuilder<KryoCodecTest.Box> given(boolean java) {
        KryoCodecBuilder<KryoCodecTest.Box> boxes = KryoCodec.of("test.box", 1, KryoCodecTest.Box.class);
        return java
                ? boxes.registering(1, KryoCodecTest.Below.class, RegistrationTest::javaSerializer)
                : boxes.registering(1, ArrayList.class, kryo -> new CollectionSerializer<>());
    }

    // Kryo's serializer says that it is one of objects, whatever it is registered for.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Serializer<KryoCodecTest.Below> javaSerializer(Kryo kryo) {
        return (Serializer) new JavaSerializer();
    }
}
