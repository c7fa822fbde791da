// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import io.tidemark.llm.row.RowPresence;
import java.util.List;

/** {@code count}: how many elements, or with a field how many have it and not null. */
public final class CountFactory implements RowAggregateFactory {
    /** For {@code ServiceLoader}. */
    public CountFactory() {}

    @Override
    public String name() {
        return "count";
    }

    @Override
    public String description() {
        return "How many elements; with a field, how many have it and not null";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(Parameters.field("what has to be there, if not every element counts"));
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        if (!arguments.has(Parameters.FIELD)) {
            return Aggregates.count();
        }
        return Aggregates.count(new RowPresence(arguments.path(Parameters.FIELD), Parameters.slot(arguments)));
    }
}
