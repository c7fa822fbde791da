// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import java.util.List;

/** {@code stddev}: the standard deviation of the numbers in a field; null of nothing, and of a sample of one. */
public final class StddevFactory implements RowAggregateFactory {
    /** For {@code ServiceLoader}. */
    public StddevFactory() {}

    @Override
    public String name() {
        return "stddev";
    }

    @Override
    public String description() {
        return "The standard deviation of the numbers in a field";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(Parameters.field("whose numbers are measured").mandatory(), Parameters.SAMPLE);
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return Aggregates.stddev(arguments.field(Parameters.FIELD), arguments.flag(Parameters.SAMPLE.name()));
    }
}
