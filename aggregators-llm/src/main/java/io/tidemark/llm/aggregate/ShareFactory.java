// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import io.tidemark.llm.row.RowTruth;
import java.util.List;

/** {@code share}: the part of all elements, from 0 to 1, whose field is present, not null and not false; null of nothing. */
public final class ShareFactory implements RowAggregateFactory {
    /** For {@code ServiceLoader}. */
    public ShareFactory() {}

    @Override
    public String name() {
        return "share";
    }

    @Override
    public String description() {
        return "The part of all elements, from 0 to 1, that have a field that is neither null nor false";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(Parameters.field("the condition").mandatory());
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return Aggregates.mean(new RowTruth(arguments.path(Parameters.FIELD), Parameters.slot(arguments)));
    }
}
