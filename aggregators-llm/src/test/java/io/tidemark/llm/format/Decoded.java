// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a decoder made of a record. */
final class Decoded implements ElementCollector<Row> {
    /** The clock of all decoders in tests. */
    static final long NOW = 1_700_000_123_456L;

    final List<Row> rows = new ArrayList<>();
    final List<Long> timestamps = new ArrayList<>();
    final List<InvalidReason> reasons = new ArrayList<>();
    final List<String> errors = new ArrayList<>();

    static DecoderOptions options(String... fields) {
        return DecoderOptions.of(RowSchema.of(List.of(fields)), () -> NOW);
    }

    static Decoded of(Decoder<Row> decoder, String value) {
        return of(decoder, value.getBytes(StandardCharsets.UTF_8));
    }

    static Decoded of(Decoder<Row> decoder, byte @Nullable [] value) {
        return of(decoder, SourceRecord.of(3, 17, value));
    }

    static Decoded of(Decoder<Row> decoder, SourceRecord record) {
        Decoded decoded = new Decoded();
        decoder.decode(record, decoded);
        return decoded;
    }

    @Override
    public void element(Row element, long timestamp) {
        rows.add(element);
        timestamps.add(timestamp);
    }

    @Override
    public void invalid(InvalidReason reason, String error) {
        reasons.add(reason);
        errors.add(error);
    }

    /** The only row, by field, without the fields that are missing; nested ones are {@code NESTED}. */
    Map<String, @Nullable Object> row() {
        assertThat(errors).isEmpty();
        assertThat(rows).hasSize(1);
        return values(rows.get(0));
    }

    static Map<String, @Nullable Object> values(Row row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<String> paths = row.schema().paths();
        for (int slot = 0; slot < paths.size(); slot++) {
            Row.Kind kind = row.kind(slot);
            if (kind != Row.Kind.MISSING) {
                values.put(paths.get(slot), kind == Row.Kind.NESTED ? kind : row.scalar(slot));
            }
        }
        return values;
    }

    /** The timestamp of the only row. */
    long timestamp() {
        assertThat(errors).isEmpty();
        assertThat(timestamps).hasSize(1);
        return timestamps.get(0);
    }

    /** The error of a record that is nothing but invalid. */
    String error(InvalidReason reason) {
        assertThat(rows).isEmpty();
        assertThat(reasons).containsExactly(reason);
        return errors.get(0);
    }
}
