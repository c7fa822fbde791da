// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.element.Row;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An id of several fields, each a text, a number or a truth value: their values, each with its length before it, so that {@code ab, c} is not {@code a, bc}. A row that lacks one of them has no id.
 *
 * @param slots of the fields
 */
record CompositeId(List<Integer> slots) implements Function<Row, @Nullable String> {
    CompositeId {
        slots = List.copyOf(slots);
    }

    @Override
    public @Nullable String apply(Row row) {
        StringBuilder id = new StringBuilder();
        for (int slot : slots) {
            @Nullable Object value = row.scalar(slot);
            if (value == null) {
                return null;
            }
            String text = value.toString();
            id.append(text.length()).append(':').append(text);
        }
        return id.toString();
    }
}
