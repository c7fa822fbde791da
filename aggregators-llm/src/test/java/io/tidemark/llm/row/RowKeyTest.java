// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import io.tidemark.key.KeySelector;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RowKeyTest {
    private final RowSchema schema = RowSchema.of(List.of("model", "region"));
    private final RowKey model = new RowKey(List.of("model"), new int[] {0});
    private final RowKey both = new RowKey(List.of("model", "region"), new int[] {0, 1});

    @Test
    void k1_scalars_of_one_value_are_one_key_and_of_different_kinds_are_different_keys() {
        assertThat(keyOf(row -> row.setDecimal(0, 1.0))).isEqualTo(keyOf(row -> row.setInteger(0, 1)));
        List<Key> different = List.of(
                keyOf(row -> row.setInteger(0, 1)),
                keyOf(row -> row.setText(0, "1")),
                keyOf(row -> row.setBoolean(0, true)),
                keyOf(row -> row.setDecimal(0, 1.5)),
                keyOf(row -> row.setText(0, "")),
                keyOf(row -> row.setInteger(0, 9007199254740993L)),
                keyOf(row -> row.setInteger(0, 9007199254740992L)),
                keyOf(row -> row.setBoolean(0, false)),
                keyOf(row -> row.setInteger(0, 0)));
        assertThat(different).doesNotHaveDuplicates();
    }

    @Test
    void k1_missing_null_and_nested_are_no_key_but_an_empty_text_is() {
        assertThat(model.key(new Row(schema))).isNull();
        assertThat(model.key(row(row -> row.setNull(0)))).isNull();
        assertThat(model.key(row(row -> row.setNested(0)))).isNull();
        assertThat(model.key(row(row -> row.setDecimal(0, Double.POSITIVE_INFINITY))))
                .isNull();
        assertThat(both.key(row(row -> row.setText(0, "gpt")))).isNull();
        assertThat(keyOf(row -> row.setText(0, "")).asMap()).isEqualTo(Map.of("model", ""));
    }

    @Test
    void k1_unicode_is_not_normalised() {
        Key composed = keyOf(row -> row.setText(0, "\u00e9"));
        Key decomposed = keyOf(row -> row.setText(0, "e\u0301"));
        assertThat(composed).isNotEqualTo(decomposed);
        assertThat(decomposed.value(0)).isEqualTo("e\u0301");
    }

    @Test
    void k1_no_fields_make_one_global_key() {
        RowKey global = new RowKey(List.of(), new int[0]);
        Key key = Objects.requireNonNull(global.key(new Row(schema)));
        assertThat(key).isEqualTo(Key.of(List.of(), List.of()));
        assertThat(key.asMap()).isEmpty();
    }

    @Test
    void the_order_of_the_values_counts() {
        Key ab = Key.of(List.of("model", "region"), List.of("a", "b"));
        assertThat(ab).isNotEqualTo(Key.of(List.of("model", "region"), List.of("b", "a")));
        assertThat(ab.toString()).isEqualTo("{model=a, region=b}");
    }

    @Test
    void a_retained_key_does_not_change_with_the_next_row() {
        Key kept = keyOf(row -> row.setText(0, "a"));
        Key probe = Objects.requireNonNull(model.key(row(row -> row.setInteger(0, 7))));

        assertThat(kept).isEqualTo(Key.of(List.of("model"), List.of("a"))).isNotEqualTo(probe);
        assertThat(kept).hasSameHashCodeAs(Key.of(List.of("model"), List.of("a")));
        assertThat(probe)
                .isEqualTo(Key.of(List.of("model"), List.of(7)))
                .hasSameHashCodeAs(Key.of(List.of("model"), List.of(7)));
    }

    @Test
    void every_thread_has_a_probe_of_its_own() {
        KeySelector<Row, Key> other = model.forThread();
        Key mine = Objects.requireNonNull(model.key(row(row -> row.setText(0, "a"))));
        Key theirs = Objects.requireNonNull(other.key(row(row -> row.setText(0, "b"))));

        assertThat(mine.value(0)).isEqualTo("a");
        assertThat(theirs.value(0)).isEqualTo("b");
        assertThat(other).isEqualTo(model).isNotEqualTo(both);
    }

    @Test
    void a_key_is_made_of_scalars_only() {
        assertThatThrownBy(() -> Key.of(List.of("a"), List.of(Double.NaN))).hasMessage("a key has no value like NaN");
        assertThatThrownBy(() -> Key.of(List.of("a"), List.of(List.of()))).hasMessage("a key has no value like []");
        assertThatThrownBy(() -> Key.of(List.of("a"), List.of())).hasMessage("1 names, but 0 values");
    }

    private Key keyOf(Consumer<Row> values) {
        return model.retain(Objects.requireNonNull(model.key(row(values))));
    }

    private Row row(Consumer<Row> values) {
        Row row = new Row(schema);
        values.accept(row);
        return row;
    }
}
