// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.esotericsoftware.kryo.io.Output;
import com.sun.management.ThreadMXBean;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bytes that nobody wrote are an error, whatever they say: no other exception, no class that is not registered, no memory that they have no bytes for. */
final class CraftedBytesTest {
    private static final int MUTATIONS = Integer.getInteger("tidemark.mutations", 5_000);
    private static final String SPRUNG = "tidemark.test.trap";

    /** Ids as they are written: those of the user begin after 16, and Kryo adds 2. */
    private static final int ID = 18;

    private static final int TEXT = 3;
    private static final int NAME = 1;

    /** A reading may allocate so much, mostly for a new Kryo after a failure, and so much more for each byte. */
    private static final long FREE = 1 << 20;

    private static final long EACH = 200;

    private static final List<Class<?>> SIZED = List.of(
            boolean[].class,
            byte[].class,
            short[].class,
            char[].class,
            int[].class,
            long[].class,
            float[].class,
            double[].class,
            String[].class,
            Object[].class,
            ArrayList.class,
            HashSet.class,
            HashMap.class,
            TreeMap.class,
            BitSet.class,
            BigInteger.class);

    /** Says when it is made. */
    public static final class Trap {
        static {
            System.setProperty(SPRUNG, "loaded");
        }
    }

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static StateCodec<KryoCodecTest.Box> boxes() {
        KryoCodecBuilder<KryoCodecTest.Box> builder = KryoCodec.of("test.box", 1, KryoCodecTest.Box.class);
        for (int i = 0; i < SIZED.size(); i++) {
            builder.registering(i + 1, SIZED.get(i));
        }
        return builder.build();
    }

    /** The bytes of a box with what {@code content} writes in it. */
    private static byte[] box(StateCodec<KryoCodecTest.Box> codec, Consumer<Output> content) throws IOException {
        byte[] whole = Coded.content(Coded.bytes(codec, KryoCodecTest.Box.of(null)));
        Output out = new Output(256, -1);
        out.writeBytes(whole, 0, Integer.BYTES);
        content.accept(out);
        return Coded.framed(out.toBytes());
    }

    private static void refused(StateCodec<?> codec, byte[] bytes, String reason) {
        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> Coded.value(codec, bytes))
                .withMessageContaining("'test.box', version 1")
                .withMessageContaining(reason);
    }

    @Test
    void crafted_bytes_are_read_where_they_are_right() throws IOException {
        byte[] bytes = box(boxes(), out -> {
            out.writeVarInt(TEXT, true);
            out.writeString("right");
        });
        assertThat(Coded.value(boxes(), bytes).content).isEqualTo("right");
    }

    @Test
    void a_class_that_is_named_is_not_even_looked_up() throws IOException {
        for (String name :
                List.of(CraftedBytesTest.class.getName() + "$Trap", "java.util.ArrayList", "no.such.Class")) {
            byte[] bytes = box(boxes(), out -> {
                out.writeVarInt(NAME, true);
                out.writeVarInt(0, true);
                out.writeString(name);
                out.writeVarInt(0, true);
            });
            refused(boxes(), bytes, "a class is named");
        }
        assertThat(System.getProperty(SPRUNG)).isNull();
    }

    @Test
    void an_id_that_nobody_has_is_refused() throws IOException {
        for (int id : new int[] {ID + SIZED.size() + 1, ID - 1, ID - 2, 11, 1 << 30, -1, Integer.MIN_VALUE}) {
            refused(boxes(), box(boxes(), out -> out.writeVarInt(id, true)), "no class has the id ");
        }
    }

    @Test
    void a_size_that_there_are_no_bytes_for_is_refused_before_anything_is_allocated() throws IOException {
        for (int i = 1; i <= SIZED.size(); i++) {
            int id = ID + i;
            for (int size : new int[] {1000, 1 << 24, 1 << 28, Integer.MAX_VALUE, -5, Integer.MIN_VALUE}) {
                byte[] bytes = box(boxes(), out -> {
                    out.writeVarInt(id, true);
                    out.writeVarInt(size, true);
                    out.writeBytes(new byte[200]);
                });
                requireRefusal(boxes(), bytes, SIZED.get(i - 1) + " of " + size);
            }
        }
    }

    @Test
    void a_text_longer_than_the_bytes_is_refused_before_anything_is_allocated() throws IOException {
        for (int size : new int[] {1000, 1 << 24, Integer.MAX_VALUE}) {
            byte[] bytes = box(boxes(), out -> {
                out.writeVarInt(TEXT, true);
                out.writeVarIntFlag(true, size, true);
                out.writeBytes(new byte[200]);
            });
            requireRefusal(boxes(), bytes, "text of " + size);
        }
    }

    @Test
    void lists_in_lists_that_all_claim_everything_take_no_more_than_the_bytes() throws IOException {
        int list = ID + 1 + SIZED.indexOf(ArrayList.class);
        int array = ID + 1 + SIZED.indexOf(Object[].class);
        for (int id : new int[] {list, array}) {
            byte[] bytes = box(boxes(), out -> {
                for (int i = 0; i < 1000; i++) {
                    out.writeVarInt(id, true);
                    out.writeVarInt(100_000, true);
                }
                out.writeBytes(new byte[200_000]);
            });
            requireRefusal(boxes(), bytes, "nested " + id);
        }
    }

    @Test
    void more_or_fewer_bytes_than_were_written_are_refused() throws IOException {
        byte[] whole = Coded.content(Coded.bytes(Basket.codec(), Basket.full()));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Coded.framed(Arrays.copyOf(whole, length));
            assertThatExceptionOfType(CorruptStateException.class)
                    .as("%d of %d bytes", length, whole.length)
                    .isThrownBy(() -> Coded.value(Basket.codec(), cut));
        }
        byte[] longer = Coded.framed(Arrays.copyOf(whole, whole.length + 1));
        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> Coded.value(Basket.codec(), longer))
                .withMessageContaining("1 bytes are left over");
    }

    @Test
    void mutated_bytes_are_a_value_or_an_error_and_allocate_little() throws IOException {
        Random random = seeds.random();
        StateCodec<Basket> codec = Basket.codec();
        byte[] whole = Coded.content(Coded.bytes(codec, Basket.full()));
        int values = 0;
        int errors = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = Coded.framed(mutated(whole, random));
            if (read(codec, mutated, "mutation " + i)) {
                values++;
            } else {
                errors++;
            }
        }
        assertThat(values).as("mutations that are values").isPositive();
        assertThat(errors).as("mutations that are errors").isGreaterThan(MUTATIONS / 10);
    }

    /** The layout's hash stays right, so that the rest is looked at. */
    private static byte[] mutated(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = Integer.BYTES + random.nextInt(bytes.length - Integer.BYTES);
            if (random.nextInt(4) == 0) {
                // Five bytes of a length as large as can be.
                Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xFF);
            } else {
                bytes[at] =
                        random.nextBoolean() ? (byte) random.nextInt() : (byte) (bytes[at] ^ 1 << random.nextInt(8));
            }
        }
        return bytes;
    }

    private void requireRefusal(StateCodec<?> codec, byte[] bytes, String what) {
        assertThat(read(codec, bytes, what)).as("whether there is a %s", what).isFalse();
    }

    /** Whether {@code bytes} are a value; anything but that or an error in words fails. */
    private boolean read(StateCodec<?> codec, byte[] bytes, String what) {
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean isValue;
        try {
            Coded.value(codec, bytes);
            isValue = true;
        } catch (IOException e) {
            assertThat(e).as(what).isInstanceOf(CorruptStateException.class).hasMessageContaining("codec 'test.");
            isValue = false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what, e);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes allocated for %s of %d bytes", what, bytes.length)
                .isLessThan(FREE + EACH * bytes.length);
        return isValue;
    }
}
