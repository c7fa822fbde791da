// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.aggregate.NumberField;
import io.tidemark.element.Row;

/**
 * The sum of two fields of a row, or the one that is a number when the other is not.
 *
 * @param first reads one
 * @param second reads the other
 */
public record RowTotal(NumberField<Row> first, NumberField<Row> second) implements NumberField<Row> {
    @Override
    public String description() {
        return first.description() + " + " + second.description();
    }

    @Override
    public double read(Row row) {
        double a = first.read(row);
        double b = second.read(row);
        if (!Double.isFinite(a)) {
            return b;
        }
        return Double.isFinite(b) ? a + b : a;
    }
}
