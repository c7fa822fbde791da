// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.codec.StateCodec;
import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import io.tidemark.join.Pairing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins rows: the joined row has those fields of both that views over the join read. A half is a row of the same schema, with the fields of one side.
 *
 * <p>Its binding takes no new field after the first row.
 */
public final class JoinedRows implements Pairing<Row> {
    private final RowBinding binding;
    private final String on;
    private @Nullable RowSchema schema;

    /** What fills each slot. */
    private JoinedField[] fields = {};

    /**
     * Rows with the fields of {@code binding}.
     *
     * @param binding made by {@link RowBinding#joined}
     * @param on by what is joined, as text: halves that wait for another key are of no use
     */
    public JoinedRows(RowBinding binding, String on) {
        this.binding = binding;
        this.on = on;
    }

    /** The fields of joined rows; ends the asking for new ones. */
    public RowSchema schema() {
        RowSchema known = schema;
        if (known == null) {
            known = binding.schema();
            schema = known;
            List<JoinedField> all = binding.joinedFields();
            fields = all.toArray(new JoinedField[0]);
        }
        return known;
    }

    @Override
    public Row half(Row element, boolean isLeft) {
        Row half = new Row(schema());
        for (int slot = 0; slot < fields.length; slot++) {
            if (fields[slot].isLeft() == isLeft) {
                half.copy(slot, element, fields[slot].slot());
            }
        }
        return half;
    }

    @Override
    public Row join(@Nullable Row left, @Nullable Row right, long timestamp) {
        Row joined = left == null ? right : left;
        if (joined == null) {
            throw new IllegalArgumentException("nothing is to be joined");
        }
        if (left != null && right != null) {
            joined = new Row(schema());
            for (int slot = 0; slot < fields.length; slot++) {
                joined.copy(slot, fields[slot].isLeft() ? left : right, slot);
            }
        }
        joined.setTimestamp(timestamp);
        return joined;
    }

    @Override
    public StateCodec<Row> codec() {
        return new JoinedRowCodec(this, on);
    }
}
