// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.NumberField;
import io.tidemark.element.Row;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowFormulaTest {
    private final RowBinding binding = new RowBinding();

    @ParameterizedTest
    @CsvSource({
        "a + b * c, 14",
        "(a + b) * c, 20",
        "a - b - c, -5",
        "c / a / 2, 1",
        "( a - 1.5 ) / (b), 0.16666666666666666",
        "2 * x-y/z, 14",
        "1e3 * a, 2000"
    })
    void numbers_are_computed_as_in_mathematics(String formula, double expected) {
        assertThat(read(formula)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"a / none", "none - none", "a / (b - b)", "(a - a) / (b - b)", "text * a"})
    void without_a_result_a_row_is_skipped_and_counted(String formula) {
        assertThat(read(formula)).matches(number -> !Double.isFinite(number));
        assertThat(binding.skippedByField()).containsExactly(Map.entry(formula, 1L));
    }

    @Test
    void names_with_signs_in_them_are_fields() {
        assertThat(read("x-y/z")).isEqualTo(7);
    }

    @Test
    void equal_formulas_are_equal_readers() {
        assertThat(binding.number("a / b")).isEqualTo(binding.number("a / b")).isNotEqualTo(binding.number("a / c"));
        assertThat(binding.number("a / b").description()).isEqualTo("a / b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a + | expected a field, a number or '(', but got the end",
                "a + * b | expected a field, a number or '(', but got '*'",
                "(a + b | expected ')', but got the end",
                "a + b c | expected an operator between blanks, but got 'c'",
                "a + ) | expected a field, a number or '(', but got ')'",
                "a + 3x | expected a number, but got '3x'"
            })
    void what_cannot_be_understood_is_told_with_its_place(String formula, String expected) {
        String padded = formula.endsWith("+") ? formula + " " : formula;
        assertThatThrownBy(() -> binding.number(padded))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("in '" + padded + "': " + expected);
    }

    private double read(String formula) {
        NumberField<Row> field = binding.number(formula);
        for (String path : new String[] {"a", "b", "c", "x-y/z", "text"}) {
            binding.slot(path);
        }
        Row row = new Row(binding.schema());
        row.setDecimal(binding.slot("a"), 2);
        row.setDecimal(binding.slot("b"), 3);
        row.setDecimal(binding.slot("c"), 4);
        row.setDecimal(binding.slot("x-y/z"), 7);
        row.setText(binding.slot("text"), "9");
        return field.read(row);
    }
}
