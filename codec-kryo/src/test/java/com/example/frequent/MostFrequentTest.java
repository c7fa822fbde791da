// SPDX-License-Identifier: Apache-2.0
package com.example.frequent;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import io.tidemark.testkit.AggregateFunctionContract;
import java.util.List;
import java.util.Random;

/** The laws of aggregates. */
final class MostFrequentTest extends AggregateFunctionContract<Row> {
    private static final RowSchema MODELS = RowSchema.of(List.of("model"));

    @Override
    protected AggregateFunction<Row, ?, ?> function() {
        return new MostFrequent(0);
    }

    @Override
    protected Row element(Random random) {
        Row row = new Row(MODELS);
        row.setText(0, "model-" + random.nextInt(20));
        return row;
    }

    @Override
    protected Row elementWithoutValue() {
        return new Row(MODELS);
    }
}
