// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.NumberStatistics;
import io.tidemark.aggregate.Results;
import io.tidemark.element.Row;
import io.tidemark.window.Window;
import org.jspecify.annotations.Nullable;

/**
 * The sum of costs. Unlike a plain sum it is null when no cost is known, because 0 would say that it cost nothing.
 *
 * @param cost reads the cost of a row
 */
record TotalCost(RowCost cost) implements AggregateFunction<Row, NumberStatistics, Double> {
    @Override
    public NumberStatistics createAccumulator() {
        return new NumberStatistics();
    }

    @Override
    public void add(NumberStatistics accumulator, Row element) {
        accumulator.add(cost.read(element));
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
    public @Nullable Double result(NumberStatistics accumulator, Window window) {
        return accumulator.count() == 0 ? null : Results.finite(accumulator.sum());
    }

    @Override
    public Object accumulatorKey() {
        return Aggregates.mean(cost).accumulatorKey();
    }
}
