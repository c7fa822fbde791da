// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.ParameterType;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import java.util.List;

/**
 * {@code ema}: the mean of a field in which a number counts half as much for each half-life that it is older, by event time, than the newest; null of nothing.
 */
public final class EmaFactory implements RowAggregateFactory {
    private static final String HALF_LIFE = "half_life_seconds";
    private static final double MILLIS = 1_000;

    /** For {@code ServiceLoader}. */
    public EmaFactory() {}

    @Override
    public String name() {
        return "ema";
    }

    @Override
    public String description() {
        return "The mean of a field in which older numbers count less, by event time";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(
                Parameters.NUMBER_FIELD,
                AggregateParameter.of(
                                HALF_LIFE,
                                ParameterType.NUMBER,
                                "after how many seconds of event time a number counts half as much")
                        .mandatory()
                        .within(0.001, 1e9));
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return new FieldEma(
                arguments.field(Parameters.FIELD),
                arguments.number(HALF_LIFE) * MILLIS,
                arguments.skipped(Parameters.FIELD));
    }
}
