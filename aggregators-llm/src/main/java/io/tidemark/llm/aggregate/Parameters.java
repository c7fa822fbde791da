// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.ParameterType;
import io.tidemark.llm.row.RowFormula;
import io.tidemark.llm.row.RowText;
import io.tidemark.llm.sketch.QuantileSketch;

/** Parameters that several aggregates have. */
final class Parameters {
    /** The name of the parameter that names a field. */
    static final String FIELD = "field";

    /** A field of numbers. */
    static final AggregateParameter NUMBER_FIELD =
            field("whose numbers are taken; elements without one are skipped").mandatory();

    /** Of what a deviation is taken. A window holds all elements there are, so it is a population unless told otherwise. */
    static final AggregateParameter SAMPLE = AggregateParameter.of(
                    "sample",
                    ParameterType.BOOLEAN,
                    "true: divide by n - 1, the elements are a sample; false: by n, they are all there are")
            .withDefault(false);

    /** How far a percentile may be off. */
    static final AggregateParameter RELATIVE_ERROR = AggregateParameter.of(
                    "relative_error",
                    ParameterType.NUMBER,
                    "by how much of its value a percentile may be off; smaller takes more memory")
            .within(QuantileSketch.MIN_RELATIVE_ERROR, QuantileSketch.MAX_RELATIVE_ERROR)
            .withDefault(0.01);

    private Parameters() {}

    static AggregateParameter field(String description) {
        return AggregateParameter.of(FIELD, ParameterType.FIELD, description);
    }

    /** The reader of the field as a text. */
    static RowText text(AggregateArguments arguments) {
        return new RowText(arguments.path(FIELD), slot(arguments));
    }

    /** The slot of the field, which is not a formula. */
    static int slot(AggregateArguments arguments) {
        if (RowFormula.isFormula(arguments.path(FIELD))) {
            throw new IllegalArgumentException(
                    "'" + FIELD + "' is a formula, but no number is taken here: name a field");
        }
        return arguments.slot(FIELD);
    }
}
