// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.NumberField;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Percentiles of any element's numbers, for views made in Java; a job file asks for them with {@code fn: percentile} and {@code fn: percentiles}.
 *
 * <p>They are nearest rank, within a relative error of the value, merged or not (rule A2). All percentiles of one field share a sketch.
 */
public final class Percentiles {
    /** The relative error of the value, when none is given. */
    public static final double RELATIVE_ERROR = 0.01;

    private Percentiles() {}

    /**
     * One percentile of {@code field}; null of nothing.
     *
     * @param percentile greater than 0, at most 100
     */
    public static <E> AggregateFunction<E, ?, Double> percentile(NumberField<? super E> field, double percentile) {
        return new FieldQuantiles.One<>(field, RELATIVE_ERROR, checked(percentile));
    }

    /**
     * Several percentiles of {@code field} by name, as in {@code p50} and {@code p99.9}; null of nothing.
     *
     * @param percentiles greater than 0, at most 100
     */
    public static <E> AggregateFunction<E, ?, Map<String, Double>> percentiles(
            NumberField<? super E> field, double... percentiles) {
        return percentilesWithin(RELATIVE_ERROR, field, percentiles);
    }

    /**
     * Several percentiles of {@code field} by name, within {@code relativeError} of the value.
     *
     * @param relativeError what {@link io.tidemark.llm.sketch.QuantileSketch} takes
     */
    public static <E> AggregateFunction<E, ?, Map<String, Double>> percentilesWithin(
            double relativeError, NumberField<? super E> field, double... percentiles) {
        List<Double> list =
                Arrays.stream(percentiles).map(Percentiles::checked).boxed().toList();
        return new FieldQuantiles.Several<>(field, relativeError, list);
    }

    private static double checked(double percentile) {
        if (!(percentile > 0 && percentile <= 100)) {
            throw new IllegalArgumentException("a percentile must be above 0 and at most 100, but is " + percentile);
        }
        return percentile;
    }
}
