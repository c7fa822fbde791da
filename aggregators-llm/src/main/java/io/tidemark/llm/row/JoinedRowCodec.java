// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.codec.ValueCodec;
import io.tidemark.element.Row;
import io.tidemark.element.Row.Kind;
import io.tidemark.element.RowSchema;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of half a joined row: its fields by name, so that another version of the job, which reads other fields, finds those that it knows. */
final class JoinedRowCodec implements StateCodec<Row> {
    /** What an object or an array is written as, of which only its presence is known. */
    private static final List<Object> NESTED = List.of();

    private final JoinedRows rows;
    private final String on;

    JoinedRowCodec(JoinedRows rows, String on) {
        this.rows = rows;
        this.on = on;
    }

    @Override
    public String name() {
        return "tidemark.joined_row(" + on + ")";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Row half, StateOutput out) {
        List<String> paths = half.schema().paths();
        int present = 0;
        for (int slot = 0; slot < paths.size(); slot++) {
            present += half.kind(slot) == Kind.MISSING ? 0 : 1;
        }
        out.writeVarLong(present);
        for (int slot = 0; slot < paths.size(); slot++) {
            if (half.kind(slot) != Kind.MISSING) {
                out.writeText(paths.get(slot));
                ValueCodec.writeNullable(half.kind(slot) == Kind.NESTED ? NESTED : half.scalar(slot), out);
            }
        }
    }

    @Override
    public Row read(StateInput in, int version) throws IOException {
        checkVersion(version);
        RowSchema schema = rows.schema();
        Row half = new Row(schema);
        int present = in.readCount(2);
        for (int i = 0; i < present; i++) {
            String path = in.readText();
            Object value = ValueCodec.readNullable(in);
            int slot = schema.paths().indexOf(path);
            if (slot >= 0) {
                set(half, slot, value);
            }
        }
        return half;
    }

    private static void set(Row half, int slot, @Nullable Object value) throws CorruptStateException {
        if (value == null) {
            half.setNull(slot);
        } else if (value instanceof Boolean truth) {
            half.setBoolean(slot, truth);
        } else if (value instanceof Long number) {
            half.setInteger(slot, number);
        } else if (value instanceof Double number) {
            half.setDecimal(slot, number);
        } else if (value instanceof String text) {
            half.setText(slot, text);
        } else if (value.equals(NESTED)) {
            half.setNested(slot);
        } else {
            throw new CorruptStateException("a field cannot hold " + value);
        }
    }
}
