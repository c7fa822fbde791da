// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.codec.StateCodec;
import io.tidemark.element.Row;
import io.tidemark.llm.row.RowText;
import io.tidemark.llm.sketch.DistinctTexts;
import io.tidemark.llm.sketch.DistinctTextsCodec;
import io.tidemark.window.Window;
import java.util.Optional;

/**
 * How many different texts a field has.
 *
 * @param field reads the text; rows without one do not count
 * @param relativeError the relative standard error once there are many
 */
record FieldDistinct(RowText field, double relativeError) implements AggregateFunction<Row, DistinctTexts, Long> {
    @Override
    public DistinctTexts createAccumulator() {
        return new DistinctTexts(relativeError);
    }

    @Override
    public void add(DistinctTexts accumulator, Row element) {
        String text = field.read(element);
        if (text != null) {
            accumulator.add(text);
        }
    }

    @Override
    public void merge(DistinctTexts into, DistinctTexts from) {
        into.merge(from);
    }

    @Override
    public boolean clear(DistinctTexts accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    public Optional<StateCodec<DistinctTexts>> codec() {
        return Optional.of(DistinctTextsCodec.INSTANCE);
    }

    @Override
    public Long result(DistinctTexts accumulator, Window window) {
        return accumulator.count();
    }
}
