// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.NamedAggregate;
import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import io.tidemark.engine.Footprint;
import io.tidemark.join.Join;
import io.tidemark.llm.row.JoinedRows;
import io.tidemark.view.View;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Measures what the accumulators of one key take, by filling them with a thousand invented elements, whose numbers spread as latencies do (log-normal, over three
 * orders of magnitude).
 */
public final class StateEstimate {
    private static final int ELEMENTS = 1000;
    private static final int SEED = 1;

    /** A text of 36 characters on the heap. */
    private static final long BYTES_OF_UUID = 80;

    /** An entry of the join, and its places by key and by time. */
    private static final long BYTES_OF_PLACES = 150;

    private StateEstimate() {}

    /** The bytes of one key's accumulators in one slice or window of {@code view}. */
    public static long bytesPerKey(View<Row, ?> view, RowSchema schema) {
        Set<Object> shared = new HashSet<>();
        long bytes = 0;
        for (NamedAggregate<Row> aggregate : view.aggregates()) {
            if (shared.add(aggregate.function().accumulatorKey())) {
                bytes += bytes(aggregate.function(), schema(view, schema));
            }
        }
        return bytes;
    }

    /**
     * About how many bytes an element takes that waits in the join of {@code view}: its fields, a key and a text as long as a UUID, and its places in the memory of the join.
     */
    public static long bytesWaiting(View<Row, ?> view) {
        return view.join()
                .map(join -> Footprint.of(new Row(schema(view, RowSchema.of(List.of()))))
                        + 2 * BYTES_OF_UUID
                        + BYTES_OF_PLACES)
                .orElse(0L);
    }

    /** The fields of the elements of {@code view}: those of {@code decoded} rows, unless it joins. */
    private static RowSchema schema(View<Row, ?> view, RowSchema decoded) {
        return view.join()
                .map(Join::pairing)
                .filter(JoinedRows.class::isInstance)
                .map(pairing -> ((JoinedRows) pairing).schema())
                .orElse(decoded);
    }

    private static <A> long bytes(AggregateFunction<? super Row, A, ?> function, RowSchema schema) {
        SplittableRandom random = new SplittableRandom(SEED);
        A accumulator = function.createAccumulator();
        for (int i = 0; i < ELEMENTS; i++) {
            function.add(accumulator, row(schema, random));
        }
        return Footprint.of(accumulator);
    }

    private static Row row(RowSchema schema, SplittableRandom random) {
        Row row = new Row(schema);
        for (int slot = 0; slot < schema.size(); slot++) {
            double sum = 0;
            for (int i = 0; i < 12; i++) {
                sum += random.nextDouble();
            }
            row.setDecimal(slot, StrictMath.exp(6 + sum - 6));
        }
        return row;
    }
}
