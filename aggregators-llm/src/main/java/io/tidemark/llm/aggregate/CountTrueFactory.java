// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.FieldStatistics;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import io.tidemark.llm.row.RowTruth;
import java.util.List;

/** {@code count_true}: how many elements have a field that is neither null nor false. */
public final class CountTrueFactory implements RowAggregateFactory {
    /** For {@code ServiceLoader}. */
    public CountTrueFactory() {}

    @Override
    public String name() {
        return "count_true";
    }

    @Override
    public String description() {
        return "How many elements have a field that is neither null nor false";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(Parameters.field("the condition").mandatory());
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return new FieldStatistics.Whole<>(
                new RowTruth(arguments.path(Parameters.FIELD), Parameters.slot(arguments)), all -> (long) all.sum());
    }
}
