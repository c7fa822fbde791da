// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.aggregate.NumberField;
import io.tidemark.element.Row;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads a field of a row as a number and counts the rows that have none there (rule A3).
 *
 * @param path the field
 * @param slot where rows hold it
 * @param skipped counts the rows without a finite number; one for each field of a job, so that two readers of one field are equal
 */
public record RowNumber(String path, int slot, LongAdder skipped) implements NumberField<Row> {
    @Override
    public String description() {
        return path;
    }

    @Override
    public double read(Row row) {
        double number = row.number(slot);
        if (!Double.isFinite(number)) {
            skipped.increment();
        }
        return number;
    }
}
