// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pane;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of a pane by name, in the order of the view. Numbers are kept as such where the {@link ResultLayout} says so, which all panes of a view share: {@link #number} makes no object, {@link #value} a new one in each call.
 *
 * <p>Two are equal when their names and values are, however they are kept.
 */
public final class PaneResults {
    private static final long[] NO_NUMBERS = {};

    private final ResultLayout layout;
    private final long[] numbers;
    private final @Nullable Object[] objects;

    /**
     * Results in order.
     *
     * @param values one for each name, owned by the new object
     */
    public PaneResults(List<String> names, @Nullable Object[] values) {
        this(ResultLayout.ofObjects(names), NO_NUMBERS, values);
    }

    /**
     * Results as {@code layout} says. Both arrays are owned by the new object.
     *
     * @param numbers bits, where a result of that index is kept so; may be empty if none is
     * @param objects values, where a result of that index is kept so; may be empty if none is
     */
    public PaneResults(ResultLayout layout, long[] numbers, @Nullable Object[] objects) {
        this.layout = layout;
        this.numbers = numbers;
        this.objects = objects;
    }

    /** The names, in order. */
    public List<String> names() {
        return layout.names();
    }

    /** The value at {@code index} of {@link #names}; null where there was nothing to compute it from. */
    public @Nullable Object value(int index) {
        ResultLayout.Kind kind = layout.kind(index);
        if (kind == ResultLayout.Kind.OBJECT) {
            return objects[index];
        }
        if (kind == ResultLayout.Kind.LONG) {
            return numbers[index];
        }
        double number = Double.longBitsToDouble(numbers[index]);
        return Double.isFinite(number) ? number : null;
    }

    /** The value at {@code index} of {@link #names} as a {@code double}; not finite where there was nothing to compute it from, and {@code NaN} where it is no number. */
    public double number(int index) {
        ResultLayout.Kind kind = layout.kind(index);
        if (kind == ResultLayout.Kind.DOUBLE) {
            return Double.longBitsToDouble(numbers[index]);
        }
        if (kind == ResultLayout.Kind.LONG) {
            return numbers[index];
        }
        return objects[index] instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /**
     * The value of {@code name}; null where there was nothing to compute it from.
     *
     * @throws IllegalArgumentException when the view has no such aggregate
     */
    public @Nullable Object get(String name) {
        int index = names().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("the view has no aggregate '" + name + "'; it has " + names());
        }
        return value(index);
    }

    /** All of them. */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < layout.size(); i++) {
            map.put(names().get(i), value(i));
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PaneResults that && names().equals(that.names()) && asMap().equals(that.asMap());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
