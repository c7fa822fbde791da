// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.ParameterType;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import java.util.List;

/** {@code percentile}: one percentile of the numbers in a field, of nearest rank, within a relative error (rule A2); null of nothing. */
public final class PercentileFactory implements RowAggregateFactory {
    private static final String PERCENTILE = "percentile";

    /** For {@code ServiceLoader}. */
    public PercentileFactory() {}

    @Override
    public String name() {
        return "percentile";
    }

    @Override
    public String description() {
        return "One percentile of the numbers in a field";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(
                Parameters.field("whose numbers are ranked").mandatory(),
                AggregateParameter.of(PERCENTILE, ParameterType.NUMBER, "which one; 50 is the median")
                        .mandatory()
                        .positive(100),
                Parameters.RELATIVE_ERROR);
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return new FieldQuantiles.One<>(
                arguments.field(Parameters.FIELD),
                arguments.number(Parameters.RELATIVE_ERROR.name()),
                arguments.number(PERCENTILE));
    }
}
