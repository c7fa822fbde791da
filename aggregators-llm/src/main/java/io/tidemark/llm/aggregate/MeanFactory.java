// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import java.util.List;

/** {@code mean}: the arithmetic mean of the numbers in a field; null of nothing. */
public final class MeanFactory implements RowAggregateFactory {
    /** For {@code ServiceLoader}. */
    public MeanFactory() {}

    @Override
    public String name() {
        return "mean";
    }

    @Override
    public String description() {
        return "The arithmetic mean of the numbers in a field";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(Parameters.NUMBER_FIELD);
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return Aggregates.mean(arguments.field(Parameters.FIELD));
    }
}
