// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import java.util.List;

/** {@code rate}: how many elements per second of the window; null of nothing, and for count and global windows, which have no length. */
public final class RateFactory implements RowAggregateFactory {
    /** For {@code ServiceLoader}. */
    public RateFactory() {}

    @Override
    public String name() {
        return "rate";
    }

    @Override
    public String description() {
        return "How many elements per second of the window";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of();
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return Aggregates.rate();
    }
}
