// SPDX-License-Identifier: Apache-2.0
package com.example.frequent;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.ParameterType;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import java.util.List;

/** Makes it for job files. */
public final class MostFrequentFactory implements RowAggregateFactory {
    /** For {@code ServiceLoader}. */
    public MostFrequentFactory() {}

    @Override
    public String name() {
        return "most_frequent";
    }

    @Override
    public String description() {
        return "The text that a field has most often";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(
                AggregateParameter.of("field", ParameterType.FIELD, "the field").mandatory());
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return new MostFrequent(arguments.slot("field"));
    }
}
