// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.aggregate.NumberField;
import io.tidemark.element.Row;
import java.util.function.Predicate;

/**
 * Whether a field is present, not null and not false: as a condition, and as the number 1 or 0, of which the mean is a share. No row is skipped.
 *
 * @param path the field
 * @param slot where rows hold it
 */
public record RowTruth(String path, int slot) implements NumberField<Row>, Predicate<Row> {
    @Override
    public boolean test(Row row) {
        return row.isTruthy(slot);
    }

    @Override
    public String description() {
        return "is " + path;
    }

    @Override
    public double read(Row row) {
        return row.isTruthy(slot) ? 1 : 0;
    }
}
