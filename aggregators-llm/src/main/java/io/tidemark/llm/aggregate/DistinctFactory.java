// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.ParameterType;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import io.tidemark.llm.sketch.DistinctTexts;
import java.util.List;

/** {@code distinct}: how many different texts a field has, as of users; exact while there are few, 0 of nothing. */
public final class DistinctFactory implements RowAggregateFactory {
    private static final String RELATIVE_ERROR = "relative_error";

    /** For {@code ServiceLoader}. */
    public DistinctFactory() {}

    @Override
    public String name() {
        return "distinct";
    }

    @Override
    public String description() {
        return "How many different values a field has, as of users: exact while there are few, then an estimate";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(
                Parameters.field("whose values are told apart; elements without one do not count")
                        .mandatory(),
                AggregateParameter.of(
                                RELATIVE_ERROR,
                                ParameterType.NUMBER,
                                "the standard error of the count, as a part of it; smaller takes more memory")
                        .within(DistinctTexts.MIN_RELATIVE_ERROR, DistinctTexts.MAX_RELATIVE_ERROR)
                        .withDefault(0.01));
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return new FieldDistinct(Parameters.text(arguments), arguments.number(RELATIVE_ERROR));
    }
}
