// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.esotericsoftware.kryo.util.Util;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KryoCodecTest {
    /** Holds anything. */
    static final class Box {
        @Nullable
        Object content;

        private Box() {}

        static Box of(@Nullable Object content) {
            Box box = new Box();
            box.content = content;
            return box;
        }
    }

    /** One whose fields Kryo reads without reflection. */
    public static final class Open {
        /** A number. */
        public long number;

        /** A text. */
        public @Nullable String text;

        /** With nothing in it. */
        public Open() {}
    }

    /** A class that is not final. */
    static class Above {}

    /** One below it. */
    static final class Below extends Above {}

    private static StateCodec<Box> boxes(Class<?>... others) {
        KryoCodecBuilder<Box> builder = KryoCodec.of("test.box", 1, Box.class);
        for (int i = 0; i < others.length; i++) {
            builder.registering(i + 1, others[i]);
        }
        return builder.build();
    }

    @Test
    void all_kinds_of_fields_come_back() throws IOException {
        for (Basket basket : List.of(Basket.full(), Basket.empty())) {
            assertThat(Coded.again(Basket.codec(), basket).content()).isEqualTo(basket.content());
        }
    }

    @Test
    void public_fields_of_public_classes_come_back() throws IOException {
        Open open = new Open();
        open.number = 42;
        open.text = "text";

        assertThat(Coded.again(boxes(Open.class), Box.of(open)).content).isInstanceOfSatisfying(Open.class, read -> {
            assertThat(read.number).isEqualTo(42);
            assertThat(read.text).isEqualTo("text");
        });
    }

    @Test
    void a_value_is_read_from_where_it_begins_to_where_it_ends() throws IOException {
        StateOutput out = new StateOutput();
        out.writeText("before");
        Basket.codec().write(Basket.full(), out);
        out.writeText("after");
        StateInput in = new StateInput(out.toByteArray());

        assertThat(in.readText()).isEqualTo("before");
        assertThat(Basket.codec().read(in, 1)).isEqualTo(Basket.full());
        assertThat(in.readText()).isEqualTo("after");
    }

    @Test
    void a_map_without_order_is_the_same_bytes_however_it_came_to_be() {
        StateCodec<Box> codec = boxes(HashMap.class, Object[].class);
        Map<Object, Long> grown = new HashMap<>();
        Map<Object, Long> large = new HashMap<>(1 << 12);
        for (int i = 0; i < 500; i++) {
            grown.put("key" + i, (long) i);
            large.put("key" + (499 - i), (long) (499 - i));
        }
        assertThat(List.copyOf(grown.keySet())).isNotEqualTo(List.copyOf(large.keySet()));
        assertThat(Coded.bytes(codec, Box.of(grown))).isEqualTo(Coded.bytes(codec, Box.of(large)));
    }

    @Test
    void an_object_reached_on_two_ways_is_two_when_it_is_read() throws IOException {
        List<Object> shared = new ArrayList<>(List.of(1L));
        Box read = Coded.again(
                boxes(ArrayList.class), Box.of(new ArrayList<>(Arrays.<@Nullable Object>asList(shared, shared))));

        List<?> both = (List<?>) Objects.requireNonNull(read.content);
        assertThat(both).hasSize(2);
        assertThat(both.get(0)).isEqualTo(both.get(1)).isNotSameAs(both.get(1));
    }

    @Test
    void a_class_that_is_not_registered_is_named_and_it_is_said_how_to_register_it() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Coded.bytes(boxes(ArrayList.class), Box.of(new ArrayList<>(List.of(Basket.empty())))))
                .withMessage("codec 'test.box' cannot write a " + Box.class.getName() + ": " + Basket.class.getName()
                        + " is not registered: add .registering(id, Basket.class) where the codec 'test.box' is made,"
                        + " with an id that no other class has or had");
    }

    @Test
    void after_a_failure_the_codec_goes_on() throws IOException {
        StateCodec<Box> codec = boxes(ArrayList.class);
        for (int i = 0; i < 3; i++) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Coded.bytes(codec, Box.of(new ArrayList<>(List.of(1L, Basket.empty())))));
            assertThat(Coded.again(codec, Box.of("whole")).content).isEqualTo("whole");
        }
    }

    @Test
    void what_is_no_tree_or_too_deep_is_refused() {
        Box circle = Box.of(null);
        circle.content = circle;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Coded.bytes(boxes(), circle))
                .withMessageContaining("Max depth exceeded: 100");
    }

    @Test
    void an_order_of_ones_own_is_refused() {
        Map<String, Long> descending = new TreeMap<>(Collections.reverseOrder());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Coded.bytes(boxes(TreeMap.class), Box.of(descending)))
                .withMessageContaining("an order of its own");
    }

    @Test
    void ids_and_classes_are_registered_once() {
        KryoCodecBuilder<Box> builder = KryoCodec.of("test.box", 1, Box.class).registering(3, ArrayList.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.registering(3, HashMap.class))
                .withMessage("codec 'test.box' has java.util.ArrayList with id 3 already, beside which there cannot be"
                        + " java.util.HashMap with id 3");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.registering(4, ArrayList.class));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.registering(4, Box.class));
        for (int id : new int[] {0, -1, Integer.MIN_VALUE, Registered.MAX_ID + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.registering(id, HashMap.class))
                    .withMessageContaining("from 1 to 1000000");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> KryoCodec.of(" ", 1, Box.class));
        assertThatIllegalArgumentException().isThrownBy(() -> KryoCodec.of("a", 0, Box.class));
    }

    @Test
    void the_value_must_be_of_the_class_itself() {
        StateCodec<Above> codec = KryoCodec.of("test.above", 1, Above.class)
                .registering(1, Below.class)
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Coded.bytes(codec, new Below()))
                .withMessageContaining("but this is a " + Below.class.getName());
    }

    @Test
    void several_threads_use_it_at_once() throws Exception {
        StateCodec<Basket> codec = Basket.codec();
        byte[] expected = Coded.bytes(codec, Basket.full());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> work = () -> {
                for (int i = 0; i < 300; i++) {
                    assertThat(Coded.bytes(codec, Basket.full())).isEqualTo(expected);
                    assertThat(Coded.value(codec, expected)).isEqualTo(Basket.full());
                }
                return true;
            };
            for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(4, work))) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_version_that_is_not_known_is_refused() {
        byte[] bytes = Coded.bytes(boxes(), Box.of(1L));
        for (int version : new int[] {0, 2, -1}) {
            assertThatExceptionOfType(CorruptStateException.class)
                    .isThrownBy(() -> boxes().read(new StateInput(bytes), version))
                    .withMessageContaining("test.box of version " + version);
        }
    }

    @Test
    void kryo_leaves_unsafe_alone() {
        boxes();
        assertThat(Util.unsafe).isFalse();
    }
}
