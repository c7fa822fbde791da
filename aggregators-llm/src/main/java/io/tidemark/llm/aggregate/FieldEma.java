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
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The exponential moving average of a field at the newest element's event time.
 *
 * @param field reads the number
 * @param halfLifeMillis after how long a number counts half as much
 * @param skipped counts the rows without a timestamp
 */
record FieldEma(NumberField<Row> field, double halfLifeMillis, LongAdder skipped)
        implements AggregateFunction<Row, DecayedMean, Double>, DoubleResult<DecayedMean> {
    @Override
    public DecayedMean createAccumulator() {
        return new DecayedMean();
    }

    @Override
    public void add(DecayedMean accumulator, Row element) {
        double number = field.read(element);
        if (!Double.isFinite(number)) {
            return;
        }
        if (element.timestamp() == Row.NO_TIMESTAMP) {
            skipped.increment();
        } else {
            accumulator.add(number, element.timestamp(), halfLifeMillis);
        }
    }

    @Override
    public void merge(DecayedMean into, DecayedMean from) {
        into.merge(from, halfLifeMillis);
    }

    @Override
    public boolean clear(DecayedMean accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    public Optional<StateCodec<DecayedMean>> codec() {
        return Optional.of(DecayedMean.Codec.INSTANCE);
    }

    @Override
    public double doubleResult(DecayedMean accumulator, Window window) {
        return accumulator.mean();
    }

    @Override
    public @Nullable Double result(DecayedMean accumulator, Window window) {
        return Results.finite(doubleResult(accumulator, window));
    }
}
