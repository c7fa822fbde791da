// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.aggregate.NumberField;
import io.tidemark.element.Row;

/**
 * The number 1 for rows that have a field and not null in it, whatever it is, and none for others: the count of it is how many do. Rows without it are what is
 * asked for, so they are not counted as skipped.
 *
 * @param path the field
 * @param slot where rows hold it
 */
public record RowPresence(String path, int slot) implements NumberField<Row> {
    @Override
    public String description() {
        return "has " + path;
    }

    @Override
    public double read(Row row) {
        return row.isPresent(slot) ? 1 : Double.NaN;
    }
}
