// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Estimates how many bytes an object and everything that it alone reaches take on a heap of less than 32 GB: headers of 12 bytes (16 of an array), references of 4, sizes
 * rounded up to 8. The insides of the JDK's own objects are closed; each counts as 48 bytes.
 */
public final class Footprint {
    private static final int HEADER = 12;
    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;
    private static final int CLOSED = 48;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> waiting = new ArrayDeque<>();

    private Footprint() {}

    /** The bytes of {@code root}. */
    public static long of(Object root) {
        Footprint footprint = new Footprint();
        footprint.reach(root);
        long bytes = 0;
        while (!footprint.waiting.isEmpty()) {
            bytes += footprint.measure(footprint.waiting.pop());
        }
        return bytes;
    }

    private long measure(Object object) {
        Class<?> type = object.getClass();
        return rounded(type.isArray() ? array(object, type.getComponentType()) : fields(object, type));
    }

    private long array(Object array, Class<?> component) {
        int length = Array.getLength(array);
        if (!component.isPrimitive()) {
            for (Object element : (Object[]) array) {
                reach(element);
            }
        }
        return ARRAY_HEADER + (long) length * width(component);
    }

    private long fields(Object object, Class<?> type) {
        long bytes = HEADER;
        try {
            for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
                for (Field field : declaring.getDeclaredFields()) {
                    bytes += field(object, field);
                }
            }
            return bytes;
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            return CLOSED;
        }
    }

    private long field(Object object, Field field) throws IllegalAccessException {
        if (Modifier.isStatic(field.getModifiers())) {
            return 0;
        }
        if (!field.getType().isPrimitive()) {
            field.setAccessible(true);
            reach(field.get(object));
        }
        return width(field.getType());
    }

    /** Constants and functions are shared by all. */
    private void reach(Object object) {
        boolean isShared =
                object == null || object instanceof Enum || object instanceof Class || object instanceof Record;
        if (!isShared && seen.add(object)) {
            waiting.push(object);
        }
    }

    private static int width(Class<?> type) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        if (type == byte.class || type == boolean.class) {
            return 1;
        }
        return type == short.class || type == char.class ? Short.BYTES : REFERENCE;
    }

    private static long rounded(long bytes) {
        return (bytes + 7) / 8 * 8;
    }
}
