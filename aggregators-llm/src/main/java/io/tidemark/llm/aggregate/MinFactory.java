// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import java.util.List;

/** {@code min}: the smallest number in a field; null of nothing. */
public final class MinFactory implements RowAggregateFactory {
    /** For {@code ServiceLoader}. */
    public MinFactory() {}

    @Override
    public String name() {
        return "min";
    }

    @Override
    public String description() {
        return "The smallest number in a field";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(Parameters.NUMBER_FIELD);
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return Aggregates.min(arguments.field(Parameters.FIELD));
    }
}
