// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.DoubleResult;
import io.tidemark.aggregate.NumberAggregate;
import io.tidemark.aggregate.NumberField;
import io.tidemark.aggregate.Results;
import io.tidemark.codec.StateCodec;
import io.tidemark.llm.sketch.QuantileSketch;
import io.tidemark.llm.sketch.QuantileSketchCodec;
import io.tidemark.window.Window;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the percentiles of a field have in common: one sketch, which all that are asked of the same field with the same error share.
 *
 * @param <E> the element
 * @param <R> the result
 */
sealed interface FieldQuantiles<E, R>
        extends AggregateFunction<E, QuantileSketch, R>, NumberAggregate<E, QuantileSketch> {
    double relativeError();

    @Override
    default QuantileSketch createAccumulator() {
        return new QuantileSketch(relativeError());
    }

    @Override
    default void add(QuantileSketch accumulator, E element) {
        double value = field().read(element);
        if (Double.isFinite(value)) {
            accumulator.add(value);
        }
    }

    @Override
    default void addNumber(QuantileSketch accumulator, double number) {
        accumulator.add(number);
    }

    @Override
    default long touch(QuantileSketch accumulator) {
        return accumulator.touch();
    }

    @Override
    default boolean isExact() {
        return true;
    }

    @Override
    default void merge(QuantileSketch into, QuantileSketch from) {
        into.merge(from);
    }

    @Override
    default Optional<StateCodec<QuantileSketch>> codec() {
        return Optional.of(QuantileSketchCodec.INSTANCE);
    }

    @Override
    default boolean clear(QuantileSketch accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    default Object accumulatorKey() {
        return new Key(field(), relativeError());
    }

    /** All percentiles of one field and error share a sketch. */
    record Key(NumberField<?> field, double relativeError) {}

    /** One percentile. */
    record One<E>(NumberField<? super E> field, double relativeError, double percentile)
            implements FieldQuantiles<E, Double>, DoubleResult<QuantileSketch> {
        @Override
        public double doubleResult(QuantileSketch accumulator, Window window) {
            return accumulator.count() == 0 ? Double.NaN : accumulator.quantile(percentile);
        }

        @Override
        public @Nullable Double result(QuantileSketch accumulator, Window window) {
            return Results.finite(doubleResult(accumulator, window));
        }
    }

    /** Several, by name. */
    record Several<E>(NumberField<? super E> field, double relativeError, List<Double> percentiles, List<String> names)
            implements FieldQuantiles<E, Map<String, Double>> {
        Several(NumberField<? super E> field, double relativeError, List<Double> percentiles) {
            this(
                    field,
                    relativeError,
                    List.copyOf(percentiles),
                    percentiles.stream().map(Several::name).toList());
        }

        @Override
        public @Nullable Map<String, Double> result(QuantileSketch accumulator, Window window) {
            if (accumulator.count() == 0) {
                return null;
            }
            double[] ranks = new double[percentiles.size()];
            for (int i = 0; i < ranks.length; i++) {
                ranks[i] = percentiles.get(i);
            }
            double[] values = new double[ranks.length];
            accumulator.quantiles(ranks, values);
            Map<String, Double> named = new LinkedHashMap<>();
            for (int i = 0; i < ranks.length; i++) {
                named.put(names.get(i), values[i]);
            }
            return Collections.unmodifiableMap(named);
        }

        /** {@code p50}, {@code p99.9}. */
        private static String name(double percentile) {
            long whole = (long) percentile;
            return whole == percentile ? "p" + whole : "p" + percentile;
        }
    }
}
