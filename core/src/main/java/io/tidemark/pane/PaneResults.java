// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pane;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results of a pane by name, in the order of the view. The names are shared by all panes of the view; the values are not copied. */
public final class PaneResults {
    private final List<String> names;
    private final @Nullable Object[] values;

    /**
     * Results in order.
     *
     * @param values one for each name, owned by the new object
     */
    public PaneResults(List<String> names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    /** The names, in order. */
    public List<String> names() {
        return names;
    }

    /** The value at {@code index} of {@link #names}; null where there was nothing to compute it from. */
    public @Nullable Object value(int index) {
        return values[index];
    }

    /**
     * The value of {@code name}; null where there was nothing to compute it from.
     *
     * @throws IllegalArgumentException when the view has no such aggregate
     */
    public @Nullable Object get(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("the view has no aggregate '" + name + "'; it has " + names);
        }
        return values[index];
    }

    /** All of them. */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(names.get(i), values[i]);
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PaneResults that && names.equals(that.names) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
