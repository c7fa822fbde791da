// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.NumberField;
import io.tidemark.aggregate.ParameterType;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import io.tidemark.llm.row.RowTotal;
import java.util.List;

/** {@code sum}: the sum of the numbers in a field, or in two; 0 of nothing. */
public final class SumFactory implements RowAggregateFactory {
    private static final String PLUS = "plus";

    /** For {@code ServiceLoader}. */
    public SumFactory() {}

    @Override
    public String name() {
        return "sum";
    }

    @Override
    public String description() {
        return "The sum of the numbers in a field, or in two";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(
                Parameters.field("whose numbers are added").mandatory(),
                AggregateParameter.of(
                        PLUS, ParameterType.FIELD, "a second field to add, as input_tokens plus output_tokens"));
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        NumberField<Row> field = arguments.field(Parameters.FIELD);
        return Aggregates.sum(arguments.has(PLUS) ? new RowTotal(field, arguments.field(PLUS)) : field);
    }
}
