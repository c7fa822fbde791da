// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.NumberStatistics;
import io.tidemark.element.Row;
import io.tidemark.llm.row.RowTruth;
import io.tidemark.window.Window;

/**
 * Counts the rows whose field is true. Shares its accumulator with the share of them.
 *
 * @param truth reads the field as 1 or 0
 */
record CountTrue(RowTruth truth) implements AggregateFunction<Row, NumberStatistics, Long> {
    @Override
    public NumberStatistics createAccumulator() {
        return new NumberStatistics();
    }

    @Override
    public void add(NumberStatistics accumulator, Row element) {
        accumulator.add(truth.read(element));
    }

    @Override
    public void merge(NumberStatistics into, NumberStatistics from) {
        into.merge(from);
    }

    @Override
    public boolean clear(NumberStatistics accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    public Long result(NumberStatistics accumulator, Window window) {
        return (long) accumulator.sum();
    }

    @Override
    public Object accumulatorKey() {
        return Aggregates.mean(truth).accumulatorKey();
    }
}
