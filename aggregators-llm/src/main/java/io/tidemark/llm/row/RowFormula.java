// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.aggregate.NumberField;
import io.tidemark.element.Row;
import java.util.concurrent.atomic.LongAdder;

/**
 * Computes a number from several fields of a row, as in {@code (latency_ms - time_to_first_token_ms) / (output_tokens - 1)}. A row that lacks one of the fields, or for which
 * the result is not a finite number, as after a division by zero, is skipped and counted.
 *
 * @param text as it was written; rows are counted under it
 * @param term what is computed
 * @param skipped counts the rows without a result
 */
public record RowFormula(String text, Term term, LongAdder skipped) implements NumberField<Row> {
    /** A part of a formula. Equal ones compute the same. */
    public sealed interface Term {
        /** Its value, {@code NaN} when a field is missing. */
        double of(Row row);
    }

    /** A number that is written in the formula. */
    public record Constant(double value) implements Term {
        @Override
        public double of(Row row) {
            return value;
        }
    }

    /** The number in a field. */
    public record Field(int slot) implements Term {
        @Override
        public double of(Row row) {
            return row.number(slot);
        }
    }

    /** Two parts and what is done with them. */
    public record Operation(char operator, Term left, Term right) implements Term {
        @Override
        public double of(Row row) {
            double a = left.of(row);
            double b = right.of(row);
            return switch (operator) {
                case '+' -> a + b;
                case '-' -> a - b;
                case '*' -> a * b;
                default -> a / b;
            };
        }
    }

    /** Whether {@code text} is a formula and not the path of a field: it has an operator between blanks. */
    public static boolean isFormula(String text) {
        return FormulaParser.isFormula(text);
    }

    @Override
    public String description() {
        return text;
    }

    @Override
    public double read(Row row) {
        double number = term.of(row);
        if (!Double.isFinite(number)) {
            skipped.increment();
        }
        return number;
    }
}
