// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.ParameterType;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import java.util.List;

/** {@code ratio}: the sum of one field divided by the sum of another, of the elements that have both; null when that is zero. */
public final class RatioFactory implements RowAggregateFactory {
    private static final String OF = "of";
    private static final String PER = "per";

    /** For {@code ServiceLoader}. */
    public RatioFactory() {}

    @Override
    public String name() {
        return "ratio";
    }

    @Override
    public String description() {
        return "The sum of one field divided by the sum of another, of the elements that have both";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(
                AggregateParameter.of(OF, ParameterType.FIELD, "whose numbers are summed and divided")
                        .mandatory(),
                AggregateParameter.of(PER, ParameterType.FIELD, "by the sum of whose numbers")
                        .mandatory());
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return new FieldRatio(arguments.field(OF), arguments.field(PER));
    }
}
