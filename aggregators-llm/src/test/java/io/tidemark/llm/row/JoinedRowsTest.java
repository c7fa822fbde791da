// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.element.Row;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JoinedRowsTest {
    private final RowBinding decoded = new RowBinding();
    private final RowBinding joined = decoded.joined();
    private final int model = joined.slot("left.model");
    private final int rating = joined.slot("right.rating");
    private final int tags = joined.slot("right.tags");

    {
        joined.slot("left.cost");
    }

    private final JoinedRows rows = new JoinedRows(joined, "id");

    private Row call() {
        Row row = new Row(decoded.schema());
        row.setText(decoded.slot("model"), "gpt");
        row.setDecimal(decoded.slot("cost"), 0.5);
        row.setInteger(decoded.slot("rating"), 99);
        return row;
    }

    private Row feedback() {
        Row row = new Row(decoded.schema());
        row.setInteger(decoded.slot("rating"), 4);
        row.setNested(decoded.slot("tags"));
        row.setNull(decoded.slot("model"));
        return row;
    }

    @Test
    void a_joined_row_has_of_each_side_what_was_asked_for() {
        Row left = rows.half(call(), true);
        Row both = rows.join(left, rows.half(feedback(), false), 17);

        assertThat(both.asMap()).hasToString("{left.model=gpt, right.rating=4, left.cost=0.5}");
        assertThat(both.kind(tags)).isEqualTo(Row.Kind.NESTED);
        assertThat(both.timestamp()).isEqualTo(17);
        assertThat(left.isPresent(rating)).isFalse();
    }

    @Test
    void a_half_without_a_partner_is_the_joined_row() {
        Row alone = rows.join(null, rows.half(feedback(), false), 18);

        assertThat(alone.asMap()).hasToString("{right.rating=4}");
        assertThat(alone.kind(model)).isEqualTo(Row.Kind.MISSING);
        assertThat(alone.timestamp()).isEqualTo(18);
    }

    @Test
    void the_decoded_rows_have_the_fields_that_joined_ones_are_made_of() {
        assertThat(decoded.schema().paths()).containsExactly("model", "rating", "tags", "cost");
        assertThat(rows.schema().paths()).containsExactly("left.model", "right.rating", "right.tags", "left.cost");
    }

    @Test
    void a_field_of_neither_side_is_refused() {
        assertThatThrownBy(() -> joined.slot("rating"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'rating' is of neither side: a field of joined elements is left.FIELD or right.FIELD, so it"
                                + " is 'left.rating' or 'right.rating'");
        assertThatThrownBy(() -> joined.slot("right.")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void halves_are_read_as_they_were_written() throws IOException {
        Row left = call();
        left.setNull(decoded.slot("cost"));
        for (Row half : new Row[] {rows.half(left, true), rows.half(feedback(), false), rows.half(call(), true)}) {
            Row read = rows.codec().read(new StateInput(written(half)), 1);
            for (int slot = 0; slot < rows.schema().size(); slot++) {
                assertThat(read.kind(slot)).isEqualTo(half.kind(slot));
                assertThat(read.scalar(slot)).isEqualTo(half.scalar(slot));
            }
        }
        assertThat(rows.codec().name()).isEqualTo("tidemark.joined_row(id)");
    }

    @Test
    void fields_that_are_read_no_more_are_left_out_and_new_ones_are_missing() throws IOException {
        byte[] saved = written(rows.half(call(), true));
        RowBinding later = new RowBinding().joined();
        int region = later.slot("left.region");
        int laterCost = later.slot("left.cost");
        Row read = new JoinedRows(later, "id").codec().read(new StateInput(saved), 1);

        assertThat(read.number(laterCost)).isEqualTo(0.5);
        assertThat(read.isPresent(region)).isFalse();
    }

    private byte[] written(Row half) {
        StateOutput out = new StateOutput();
        rows.codec().write(half, out);
        return out.toByteArray();
    }
}
