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

/** {@code error_rate}: the part of all elements, from 0 to 1, that have an error; null of nothing (rule A3). */
public final class ErrorRateFactory implements RowAggregateFactory {
    /** For {@code ServiceLoader}. */
    public ErrorRateFactory() {}

    @Override
    public String name() {
        return "error_rate";
    }

    @Override
    public String description() {
        return "The part of all elements, from 0 to 1, whose error field is neither null nor false";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(Parameters.field("what an element has when it failed").withDefault("error"));
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return Aggregates.mean(new RowTruth(arguments.path(Parameters.FIELD), Parameters.slot(arguments)));
    }
}
