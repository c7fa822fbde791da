// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.NumberField;
import io.tidemark.element.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowBindingTest {
    private final RowBinding binding = new RowBinding();

    @Test
    void a_path_has_one_slot_and_equal_readers() {
        assertThat(binding.number("latency_ms")).isEqualTo(binding.number("latency_ms"));
        assertThat(binding.number("latency_ms")).isNotEqualTo(binding.number("cost"));
        assertThat(binding.key(List.of("model"))).isEqualTo(binding.key(List.of("model")));
        assertThat(binding.events(List.of("a", "b"))).isEqualTo(binding.events(List.of("b", "a")));
        assertThat(binding.truth("error")).isEqualTo(binding.truth("error"));
        assertThat(binding.schema().paths()).containsExactly("latency_ms", "cost", "model", "$type", "error");
    }

    @Test
    void no_field_can_be_asked_for_after_the_schema() {
        binding.slot("a");
        binding.schema();

        assertThat(binding.slot("a")).isZero();
        assertThatThrownBy(() -> binding.slot("b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'b'");
    }

    @Test
    void a_key_with_a_field_twice_is_refused() {
        assertThatThrownBy(() -> binding.key(List.of("a", "b", "a"))).hasMessageContaining("[a, b, a]");
    }

    @Test
    void a3_what_is_not_a_number_is_skipped_and_counted_by_field() {
        NumberField<Row> latency = binding.number("latency_ms");
        NumberField<Row> cost = binding.number("cost");
        Row row = new Row(binding.schema());

        assertThat(latency.read(row)).isNaN();
        row.setNull(0);
        assertThat(latency.read(row)).isNaN();
        row.setText(0, "12");
        assertThat(latency.read(row)).isNaN();
        row.setBoolean(0, true);
        assertThat(latency.read(row)).isNaN();
        row.setDecimal(0, Double.POSITIVE_INFINITY);
        assertThat(latency.read(row)).isInfinite();
        row.setInteger(0, 12);
        assertThat(latency.read(row)).isEqualTo(12);
        row.setInteger(1, 0);
        assertThat(cost.read(row)).isZero();

        assertThat(binding.skippedByField()).isEqualTo(Map.of("latency_ms", 5L));
    }

    @Test
    void events_match_by_the_text_of_their_type() {
        RowEvents feedback = binding.events(List.of("user_feedback"));
        Row row = new Row(binding.schema());

        assertThat(feedback).rejects(row);
        row.setText(0, "performance_metrics");
        assertThat(feedback).rejects(row);
        row.setText(0, "user_feedback");
        assertThat(feedback).accepts(row);
    }

    @Test
    void truth_is_what_is_present_and_neither_null_nor_false() {
        RowTruth error = binding.truth("error");
        Row row = new Row(binding.schema());

        assertThat(error.read(row)).isZero();
        row.setNull(0);
        assertThat(error).rejects(row);
        row.setBoolean(0, false);
        assertThat(error).rejects(row);
        row.setText(0, "");
        assertThat(error).accepts(row);
        row.setInteger(0, 0);
        assertThat(error.read(row)).isEqualTo(1);
    }
}
