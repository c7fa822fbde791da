// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.DoubleResult;
import io.tidemark.aggregate.NumberField;
import io.tidemark.aggregate.Results;
import io.tidemark.codec.StateCodec;
import io.tidemark.element.Row;
import io.tidemark.window.Window;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sum of one number divided by the sum of another, of the rows that have both.
 *
 * @param of what is divided
 * @param per by what
 */
record FieldRatio(NumberField<Row> of, NumberField<Row> per)
        implements AggregateFunction<Row, RatioSums, Double>, DoubleResult<RatioSums> {
    @Override
    public RatioSums createAccumulator() {
        return new RatioSums();
    }

    @Override
    public void add(RatioSums accumulator, Row element) {
        double dividend = of.read(element);
        double divisor = per.read(element);
        if (Double.isFinite(dividend) && Double.isFinite(divisor)) {
            accumulator.add(dividend, divisor);
        }
    }

    @Override
    public void merge(RatioSums into, RatioSums from) {
        into.merge(from);
    }

    @Override
    public boolean clear(RatioSums accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    public Optional<StateCodec<RatioSums>> codec() {
        return Optional.of(RatioSums.Codec.INSTANCE);
    }

    @Override
    public double doubleResult(RatioSums accumulator, Window window) {
        return accumulator.ratio();
    }

    @Override
    public @Nullable Double result(RatioSums accumulator, Window window) {
        return Results.finite(doubleResult(accumulator, window));
    }
}
