// SPDX-License-Identifier: Apache-2.0
package io.tidemark.distribution;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import java.util.List;

/** A plugin, as small as can be. */
public final class Tally implements RowAggregateFactory {
    /** For {@code ServiceLoader}. */
    public Tally() {}

    @Override
    public String name() {
        return "tally";
    }

    @Override
    public String description() {
        return "How many, once more";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of();
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return Aggregates.count();
    }
}
