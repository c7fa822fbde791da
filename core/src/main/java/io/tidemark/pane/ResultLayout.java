// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pane;

import java.util.Collections;
import java.util.List;

/** The names of a view's results, in order, and how its panes keep each. One object serves all panes of the view. */
public final class ResultLayout {
    /** How a result is kept. */
    public enum Kind {
        /** As the bits of a {@code long}. */
        LONG,
        /** As the bits of a {@code double}; {@code NaN} and infinite ones are no result. */
        DOUBLE,
        /** As an object, or null for no result. */
        OBJECT
    }

    private final List<String> names;
    private final Kind[] kinds;
    private final boolean hasNumbers;
    private final boolean hasObjects;

    /**
     * A layout.
     *
     * @param names in order
     * @param kinds one for each name
     * @throws IllegalArgumentException if there are fewer of these than of those, or more
     */
    public ResultLayout(List<String> names, List<Kind> kinds) {
        if (names.size() != kinds.size()) {
            throw new IllegalArgumentException("there are " + names.size() + " names, but " + kinds.size() + " kinds");
        }
        this.names = List.copyOf(names);
        this.kinds = kinds.toArray(new Kind[0]);
        hasNumbers = kinds.contains(Kind.LONG) || kinds.contains(Kind.DOUBLE);
        hasObjects = kinds.contains(Kind.OBJECT);
    }

    /** All as objects. */
    static ResultLayout ofObjects(List<String> names) {
        return new ResultLayout(names, Collections.nCopies(names.size(), Kind.OBJECT));
    }

    /** The names, in order. */
    public List<String> names() {
        return names;
    }

    /** How many there are. */
    public int size() {
        return kinds.length;
    }

    /** How the {@code index}-th is kept. */
    public Kind kind(int index) {
        return kinds[index];
    }

    /** Whether any is kept as bits. */
    public boolean hasNumbers() {
        return hasNumbers;
    }

    /** Whether any is kept as an object. */
    public boolean hasObjects() {
        return hasObjects;
    }
}
