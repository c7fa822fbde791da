// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.element.Row;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the id of a row, which may be a text, a number or a truth value.
 *
 * @param slot of the field
 */
record RowId(int slot) implements Function<Row, @Nullable String> {
    @Override
    public @Nullable String apply(Row row) {
        @Nullable Object value = row.scalar(slot);
        return value == null ? null : value.toString();
    }
}
