// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a {@link RowAggregateFactory}: all that is needed to check a job file, to say what is wrong in it, and to list what there is.
 *
 * @param name lower case, words joined by underscores
 * @param type what its value is
 * @param required whether it must be given
 * @param defaultValue what holds when it is not given, in the form that {@link ParameterType} names; null for nothing
 * @param least the smallest number it may be, or that a list of numbers may hold; {@link Double#MIN_VALUE} for any above 0
 * @param most the largest
 * @param columns the parameters of each row of a {@link ParameterType#TABLE}; else empty
 * @param description what it means, in one sentence
 */
public record AggregateParameter(
        String name,
        ParameterType type,
        boolean required,
        @Nullable Object defaultValue,
        double least,
        double most,
        List<AggregateParameter> columns,
        String description) {
    /** Keeps a copy of the columns. */
    public AggregateParameter {
        columns = List.copyOf(columns);
    }

    /** An optional parameter without default, of any {@code type} but a table. */
    public static AggregateParameter of(String name, ParameterType type, String description) {
        return new AggregateParameter(
                name, type, false, null, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of(), description);
    }

    /** An optional table. */
    public static AggregateParameter table(String name, List<AggregateParameter> columns, String description) {
        return new AggregateParameter(
                name,
                ParameterType.TABLE,
                false,
                null,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                columns,
                description);
    }

    /** This one, but it must be given. */
    public AggregateParameter mandatory() {
        return new AggregateParameter(name, type, true, null, least, most, columns, description);
    }

    /** This one with a default, in the form that its type names. */
    public AggregateParameter withDefault(Object value) {
        return new AggregateParameter(name, type, false, value, least, most, columns, description);
    }

    /** This one, its numbers limited to {@code [least, most]}. */
    public AggregateParameter within(double least, double most) {
        return new AggregateParameter(name, type, required, defaultValue, least, most, columns, description);
    }

    /** This one, its numbers limited to {@code (0, most]}. */
    public AggregateParameter positive(double most) {
        return within(Double.MIN_VALUE, most);
    }

    /** Whether {@code value} lies within the limits. */
    boolean admits(double value) {
        return value >= least && value <= most;
    }
}
