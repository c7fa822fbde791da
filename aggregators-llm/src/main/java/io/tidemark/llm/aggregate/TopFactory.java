// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.NumberField;
import io.tidemark.aggregate.ParameterType;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import io.tidemark.llm.sketch.TopValues;
import io.tidemark.llm.sketch.TopValues.Figure;
import java.util.List;

/**
 * {@code top}: the most frequent texts of a field, with counts and shares; with {@code by}, those with the greatest sum of a number, or with {@code mean} the greatest mean. Null of nothing.
 */
public final class TopFactory implements RowAggregateFactory {
    private static final String K = "k";
    private static final String BY = "by";
    private static final String MEAN = "mean";
    private static final String MAX_VALUES = "max_values";

    /** For {@code ServiceLoader}. */
    public TopFactory() {}

    @Override
    public String name() {
        return "top";
    }

    @Override
    public String description() {
        return "The most frequent texts of a field, or those with the greatest sum or mean of a number";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(
                Parameters.field("whose texts are told apart; elements without one do not count")
                        .mandatory(),
                AggregateParameter.of(K, ParameterType.INTEGER, "how many are shown")
                        .within(1, 1_000)
                        .withDefault(10L),
                AggregateParameter.of(
                        BY, ParameterType.FIELD, "a field whose numbers are summed for each text, instead of counting"),
                AggregateParameter.of(
                                MEAN, ParameterType.BOOLEAN, "true: the mean of 'by' for each text, instead of the sum")
                        .withDefault(false),
                AggregateParameter.of(
                                MAX_VALUES,
                                ParameterType.INTEGER,
                                "up to how many different texts it is exact; beyond, the result says how far it may be off")
                        .within(1, TopValues.LIMIT)
                        .withDefault(1_000L));
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        boolean isMean = arguments.flag(MEAN);
        NumberField<Row> by = arguments.has(BY) ? arguments.field(BY) : null;
        if (isMean && by == null) {
            throw new IllegalArgumentException("'mean' needs 'by': the field whose mean is taken");
        }
        Figure ofNumbers = isMean ? Figure.MEAN : Figure.SUM;
        return new FieldTop(
                Parameters.text(arguments),
                by,
                by == null ? Figure.COUNT : ofNumbers,
                (int) arguments.integer(MAX_VALUES),
                (int) arguments.integer(K));
    }
}
