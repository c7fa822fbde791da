// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.codec.StateCodec;
import io.tidemark.element.Row;
import io.tidemark.window.Window;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The first or the last value of a field by event time; of values with one timestamp the least or the greatest, so that neither arrival nor merging show.
 *
 * @param slot where rows hold the field
 * @param isLast whether the last is asked for
 * @param skipped counts the rows that lack the field, or a timestamp
 */
record FieldByTime(int slot, boolean isLast, LongAdder skipped) implements AggregateFunction<Row, TimedValue, Object> {
    @Override
    public TimedValue createAccumulator() {
        return new TimedValue();
    }

    @Override
    public void add(TimedValue accumulator, Row element) {
        if (hasValue(element) && element.timestamp() != Row.NO_TIMESTAMP) {
            accumulator.offer(element, slot, isLast);
        } else {
            skipped.increment();
        }
    }

    /** A number that no double holds is none. */
    private boolean hasValue(Row element) {
        return switch (element.kind(slot)) {
            case BOOLEAN, INTEGER, TEXT -> true;
            case DECIMAL -> Double.isFinite(element.number(slot));
            case MISSING, NULL, NESTED -> false;
        };
    }

    @Override
    public void merge(TimedValue into, TimedValue from) {
        into.merge(from, isLast);
    }

    @Override
    public boolean clear(TimedValue accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    public Optional<StateCodec<TimedValue>> codec() {
        return Optional.of(TimedValue.Codec.INSTANCE);
    }

    @Override
    public @Nullable Object result(TimedValue accumulator, Window window) {
        return accumulator.value();
    }
}
