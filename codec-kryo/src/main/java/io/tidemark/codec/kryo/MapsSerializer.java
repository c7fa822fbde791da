// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes maps of the JDK, as {@link CollectionsSerializer} does collections. */
final class MapsSerializer extends Serializer<Map<@Nullable Object, @Nullable Object>> {
    private static final Map<Class<?>, Supplier<Map<@Nullable Object, @Nullable Object>>> KNOWN = Map.of(
            HashMap.class, HashMap::new,
            LinkedHashMap.class, LinkedHashMap::new,
            TreeMap.class, TreeMap::new);

    private final boolean ordered;
    private final Supplier<Map<@Nullable Object, @Nullable Object>> empty;

    private MapsSerializer(boolean ordered, Supplier<Map<@Nullable Object, @Nullable Object>> empty) {
        this.ordered = ordered;
        this.empty = empty;
    }

    /**
     * The one of {@code type}.
     *
     * @throws IllegalArgumentException when there is none
     */
    static MapsSerializer of(Class<?> type) {
        Supplier<Map<@Nullable Object, @Nullable Object>> empty = KNOWN.get(type);
        if (empty == null) {
            throw new IllegalArgumentException("of the maps, these are known: "
                    + KNOWN.keySet().stream().map(Class::getSimpleName).sorted().toList());
        }
        return new MapsSerializer(type != HashMap.class, empty);
    }

    @Override
    public void write(Kryo kryo, Output output, Map<@Nullable Object, @Nullable Object> map) {
        CollectionsSerializer.requireNaturalOrder(map instanceof SortedMap<?, ?> sorted ? sorted.comparator() : null);
        output.writeVarInt(map.size(), true);
        List<Entry> entries = new ArrayList<>(map.size());
        map.forEach((key, value) -> entries.add(new Entry(CollectionsSerializer.bytes(kryo, key), value)));
        if (!ordered) {
            entries.sort(Comparator.comparing(Entry::key, Arrays::compareUnsigned));
        }
        for (Entry entry : entries) {
            output.writeBytes(entry.key);
            kryo.writeClassAndObject(output, entry.value);
        }
    }

    @Override
    public Map<@Nullable Object, @Nullable Object> read(
            Kryo kryo, Input input, Class<? extends Map<@Nullable Object, @Nullable Object>> type) {
        int size = BoundedInput.readCount(input, 2);
        Map<@Nullable Object, @Nullable Object> map = empty.get();
        for (int i = 0; i < size; i++) {
            Object key = kryo.readClassAndObject(input);
            map.put(key, kryo.readClassAndObject(input));
        }
        CollectionsSerializer.requireSize(size, map.size());
        return map;
    }

    // A record's equality would compare the array by identity; nothing compares entries.
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(byte[] key, @Nullable Object value) {}
}
