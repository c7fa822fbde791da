// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes collections of the JDK: how many elements, and each with its class, so that each takes a byte at least and no number can be too large for the bytes that follow. */
final class CollectionsSerializer extends Serializer<Collection<@Nullable Object>> {
    private static final Map<Class<?>, Supplier<Collection<@Nullable Object>>> KNOWN = Map.of(
            ArrayList.class, ArrayList::new,
            ArrayDeque.class, ArrayDeque::new,
            HashSet.class, HashSet::new,
            LinkedHashSet.class, LinkedHashSet::new,
            TreeSet.class, TreeSet::new);

    private final boolean ordered;
    private final Supplier<Collection<@Nullable Object>> empty;

    private CollectionsSerializer(boolean ordered, Supplier<Collection<@Nullable Object>> empty) {
        this.ordered = ordered;
        this.empty = empty;
    }

    /**
     * The one of {@code type}.
     *
     * @throws IllegalArgumentException when there is none
     */
    static CollectionsSerializer of(Class<?> type) {
        Supplier<Collection<@Nullable Object>> empty = KNOWN.get(type);
        if (empty == null) {
            throw new IllegalArgumentException("of the collections, these are known: "
                    + KNOWN.keySet().stream().map(Class::getSimpleName).sorted().toList());
        }
        return new CollectionsSerializer(type != HashSet.class, empty);
    }

    @Override
    public void write(Kryo kryo, Output output, Collection<@Nullable Object> collection) {
        requireNaturalOrder(collection instanceof SortedSet<?> sorted ? sorted.comparator() : null);
        output.writeVarInt(collection.size(), true);
        if (ordered) {
            collection.forEach(element -> kryo.writeClassAndObject(output, element));
        } else {
            List<byte[]> elements = new ArrayList<>(collection.size());
            collection.forEach(element -> elements.add(bytes(kryo, element)));
            elements.sort(Arrays::compareUnsigned);
            elements.forEach(output::writeBytes);
        }
    }

    @Override
    public Collection<@Nullable Object> read(
            Kryo kryo, Input input, Class<? extends Collection<@Nullable Object>> type) {
        int size = BoundedInput.readCount(input, 1);
        Collection<@Nullable Object> collection = empty.get();
        for (int i = 0; i < size; i++) {
            collection.add(kryo.readClassAndObject(input));
        }
        requireSize(size, collection.size());
        return collection;
    }

    /** {@code element} with its class. */
    static byte[] bytes(Kryo kryo, @Nullable Object element) {
        Output output = new Output(32, -1);
        kryo.writeClassAndObject(output, element);
        return output.toBytes();
    }

    static void requireSize(int written, int read) {
        if (written != read) {
            throw new KryoException("of " + written + " elements some are equal");
        }
    }

    static void requireNaturalOrder(@Nullable Object comparator) {
        if (comparator != null) {
            throw new IllegalArgumentException(
                    "an order of its own (" + comparator.getClass().getName()
                            + ") cannot be written; use the natural order, or a serializer of your own");
        }
    }
}
