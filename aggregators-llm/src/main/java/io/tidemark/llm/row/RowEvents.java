// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.element.Row;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Matches rows by the type of their event. Views with the same types are equal in this, and can share their work.
 *
 * @param slot where rows hold the type
 * @param types the types that match
 */
public record RowEvents(int slot, Set<String> types) implements Predicate<Row> {
    /** Keeps a copy of the types. */
    public RowEvents {
        types = Set.copyOf(types);
    }

    RowEvents(int slot, Collection<String> types) {
        this(slot, Set.copyOf(types));
    }

    @Override
    public boolean test(Row row) {
        String type = row.text(slot);
        return type != null && types.contains(type);
    }
}
