// SPDX-License-Identifier: Apache-2.0
package io.tidemark.element;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a job reads, each with its slot: resolved once, when the job starts, so that a decoder fills slots straight from the bytes and a view
 * reads them by index.
 *
 * <p>A field is a path of names joined by dots, as in {@code metadata.team}.
 */
public final class RowSchema {
    private final List<String> paths;
    private final Map<String, Integer> slots = new LinkedHashMap<>();

    private RowSchema(Collection<String> paths) {
        paths.forEach(path -> slots.putIfAbsent(path, slots.size()));
        this.paths = List.copyOf(new ArrayList<>(slots.keySet()));
    }

    /** A schema of {@code paths}, in order, doubles left out. */
    public static RowSchema of(Collection<String> paths) {
        return new RowSchema(paths);
    }

    /** How many slots. */
    public int size() {
        return paths.size();
    }

    /** The paths by slot. */
    public List<String> paths() {
        return paths;
    }

    /**
     * The slot of {@code path}.
     *
     * @throws IllegalArgumentException when the schema does not have it
     */
    public int slot(String path) {
        @Nullable Integer slot = slots.get(path);
        if (slot == null) {
            throw new IllegalArgumentException("the schema has no field '" + path + "'; it has " + paths);
        }
        return slot;
    }
}
