// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import java.util.List;

/** {@code last}: the last value of a field by event time, of those with one timestamp the greatest; null of nothing. */
public final class LastFactory implements RowAggregateFactory {
    /** For {@code ServiceLoader}. */
    public LastFactory() {}

    @Override
    public String name() {
        return "last";
    }

    @Override
    public String description() {
        return "The last value of a field by event time";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(Parameters.field("whose value is taken; elements without one are skipped")
                .mandatory());
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        return new FieldByTime(Parameters.slot(arguments), true, arguments.skipped(Parameters.FIELD));
    }
}
