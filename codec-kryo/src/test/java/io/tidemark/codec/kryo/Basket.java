// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import io.tidemark.codec.StateCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A user's accumulator, with all kinds of fields. */
final class Basket {
    /** One of its parts. */
    record Money(
            String currency, BigDecimal amount, @Nullable Long rounded) {}

    /** Constants, some of which are classes of their own. */
    enum Size {
        SMALL,
        LARGE {
            @Override
            boolean isLarge() {
                return true;
            }
        };

        boolean isLarge() {
            return false;
        }
    }

    boolean open;
    byte tiny;
    short little;
    char letter = 'a';
    int count;
    long total;
    float ratio;
    double mean;

    @Nullable
    Integer boxed;

    @Nullable
    String text;

    @Nullable
    Size size;

    @Nullable
    Object any;

    @Nullable
    Basket inner;

    boolean[] flags = {};
    byte[] bytes = {};
    short[] shorts = {};
    char[] chars = {};
    int[] ints = {};
    long[] longs = {};
    float[] floats = {};
    double[] doubles = {};

    @Nullable
    String[] texts = {};

    long[][] table = {};
    List<@Nullable Object> list = new ArrayList<>();
    ArrayDeque<String> deque = new ArrayDeque<>();
    Map<String, Money> map = new HashMap<>();
    Map<Size, Long> sizes = new HashMap<>();
    Map<String, List<Long>> linked = new LinkedHashMap<>();
    TreeMap<Long, String> sorted = new TreeMap<>();
    HashSet<Size> set = new HashSet<>();
    LinkedHashSet<String> linkedSet = new LinkedHashSet<>();
    TreeSet<String> sortedSet = new TreeSet<>();
    BitSet bits = new BitSet();

    @Nullable
    BigInteger big;

    @Nullable
    Instant at;

    @Nullable
    Duration lasting;

    private Basket() {}

    static Basket empty() {
        return new Basket();
    }

    /** One with something in each field. */
    static Basket full() {
        Basket basket = new Basket();
        basket.open = true;
        basket.tiny = -3;
        basket.little = 300;
        basket.letter = 'ß';
        basket.count = -70_000;
        basket.total = 1L << 40;
        basket.ratio = 0.25f;
        basket.mean = -1e100;
        basket.boxed = 7;
        basket.text = "Grüße, 世界 \uD83D\uDE00";
        basket.size = Size.LARGE;
        basket.any = new Money("EUR", new BigDecimal("12.50"), null);
        basket.inner = empty();
        basket.flags = new boolean[] {true, false, true};
        basket.bytes = new byte[] {1, -1};
        basket.shorts = new short[] {2, -2};
        basket.chars = new char[] {'x', 'ü'};
        basket.ints = new int[] {3, -3, 1 << 30};
        basket.longs = new long[] {4, -4, Long.MIN_VALUE};
        basket.floats = new float[] {0.5f, Float.NaN};
        basket.doubles = new double[] {0.125, Double.NEGATIVE_INFINITY};
        basket.texts = new @Nullable String[] {"a", null, ""};
        basket.table = new long[][] {{1}, {}, {2, 3}};
        basket.list.addAll(Arrays.asList(1L, null, "two", 3.0, true, Size.SMALL));
        basket.deque.add("first");
        basket.map.put("a", new Money("EUR", BigDecimal.ONE, 1L));
        basket.map.put("b", new Money("USD", BigDecimal.TEN, 10L));
        basket.sizes.put(Size.LARGE, 1L);
        basket.sizes.put(Size.SMALL, 2L);
        basket.linked.put("z", new ArrayList<>(List.of(1L, 2L)));
        basket.linked.put("a", new ArrayList<>());
        basket.sorted.put(5L, "five");
        basket.set.add(Size.LARGE);
        basket.linkedSet.addAll(List.of("z", "a"));
        basket.sortedSet.addAll(List.of("z", "a"));
        basket.bits.set(77);
        basket.big = BigInteger.TWO.pow(100);
        basket.at = Instant.ofEpochSecond(1_000_000_000, 5);
        basket.lasting = Duration.ofMillis(1500);
        return basket;
    }

    /** What its codec is made of. */
    static KryoCodecBuilder<Basket> codec(String name) {
        return KryoCodec.of(name, 1, Basket.class)
                .registering(1, Money.class)
                .registering(2, Size.class)
                .registering(3, BigDecimal.class)
                .registering(4, BigInteger.class)
                .registering(5, Instant.class)
                .registering(6, Duration.class)
                .registering(7, boolean[].class)
                .registering(8, byte[].class)
                .registering(9, short[].class)
                .registering(10, char[].class)
                .registering(11, int[].class)
                .registering(12, long[].class)
                .registering(13, float[].class)
                .registering(14, double[].class)
                .registering(15, String[].class)
                .registering(16, long[][].class)
                .registering(17, ArrayList.class)
                .registering(18, ArrayDeque.class)
                .registering(19, HashMap.class)
                .registering(20, LinkedHashMap.class)
                .registering(21, TreeMap.class)
                .registering(22, HashSet.class)
                .registering(23, LinkedHashSet.class)
                .registering(24, TreeSet.class)
                .registering(25, BitSet.class);
    }

    /** Its codec. */
    static StateCodec<Basket> codec() {
        return codec("test.basket").build();
    }

    /** All that it holds, to be compared. */
    List<@Nullable Object> content() {
        return Arrays.asList(
                Arrays.asList(open, tiny, little, letter, count, total, ratio, mean, boxed, text, size, any),
                inner == null ? null : inner.content(),
                Arrays.asList(Arrays.toString(flags), Arrays.toString(bytes), Arrays.toString(shorts)),
                Arrays.asList(Arrays.toString(chars), Arrays.toString(ints), Arrays.toString(longs)),
                Arrays.asList(Arrays.toString(floats), Arrays.toString(doubles), Arrays.toString(texts)),
                Arrays.deepToString(table),
                list,
                List.copyOf(deque),
                map,
                sizes,
                List.copyOf(linked.entrySet()),
                sorted,
                set,
                List.copyOf(linkedSet),
                List.copyOf(sortedSet),
                bits,
                Arrays.asList(big, at, lasting));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Basket that && content().equals(that.content());
    }

    @Override
    public int hashCode() {
        return Objects.hash(count, total, text);
    }
}
