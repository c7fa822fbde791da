// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.ParameterType;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import java.util.List;
import java.util.Set;

/** {@code percentiles}: several percentiles of the numbers in a field, by name: {@code {"p50": 412.0, "p99.9": 3120.9}}; null of nothing. */
public final class PercentilesFactory implements RowAggregateFactory {
    private static final String PERCENTILES = "percentiles";

    /** For {@code ServiceLoader}. */
    public PercentilesFactory() {}

    @Override
    public String name() {
        return "percentiles";
    }

    @Override
    public String description() {
        return "Several percentiles of the numbers in a field, by name, as p50 and p99.9";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(
                Parameters.field("whose numbers are ranked").mandatory(),
                AggregateParameter.of(PERCENTILES, ParameterType.NUMBERS, "which ones; 50 is the median")
                        .positive(100)
                        .withDefault(List.of(50.0, 95.0, 99.0)),
                Parameters.RELATIVE_ERROR);
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        List<Double> percentiles = arguments.numbers(PERCENTILES);
        if (Set.copyOf(percentiles).size() < percentiles.size()) {
            throw new IllegalArgumentException("a percentile comes twice in " + percentiles);
        }
        return new FieldQuantiles.Several<>(
                arguments.field(Parameters.FIELD), arguments.number(Parameters.RELATIVE_ERROR.name()), percentiles);
    }
}
