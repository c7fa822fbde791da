// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes arrays of objects, as {@link CollectionsSerializer} does collections. */
final class ArraySerializer extends Serializer<@Nullable Object[]> {
    private final Class<?> component;

    ArraySerializer(Class<?> component) {
        this.component = component;
    }

    @Override
    public void write(Kryo kryo, Output output, @Nullable Object[] array) {
        output.writeVarInt(array.length, true);
        for (Object element : array) {
            kryo.writeClassAndObject(output, element);
        }
    }

    @Override
    public @Nullable Object[] read(Kryo kryo, Input input, Class<? extends @Nullable Object[]> type) {
        int length = BoundedInput.readCount(input, 1);
        // A list grows as elements come; arrays in arrays could each claim all bytes that are left.
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            elements.add(kryo.readClassAndObject(input));
        }
        return elements.toArray((@Nullable Object[]) Array.newInstance(component, length));
    }
}
