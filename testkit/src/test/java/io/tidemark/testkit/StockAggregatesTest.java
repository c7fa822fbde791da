// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.NumberField;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/** The aggregates that core brings. An element is a number, or {@code NaN} for one that lacks it. */
final class StockAggregatesTest {
    private static final NumberField<Double> FIELD = Double::doubleValue;

    /** Of both signs, of 12 orders of magnitude, some of them equal. */
    private static double number(Random random) {
        double magnitude = Math.pow(10, random.nextInt(12) - 6);
        return random.nextInt(10) == 0 ? 42 : random.nextGaussian() * magnitude;
    }

    @Nested
    final class Count extends AggregateFunctionContract<Double> {
        @Override
        protected AggregateFunction<Double, ?, ?> function() {
            return Aggregates.count();
        }

        @Override
        protected Double element(Random random) {
            return number(random);
        }

        @Override
        protected @Nullable Double elementWithoutValue() {
            return null;
        }
    }

    @Nested
    final class CountOfField extends AggregateFunctionContract<Double> {
        @Override
        protected AggregateFunction<Double, ?, ?> function() {
            return Aggregates.count(FIELD);
        }

        @Override
        protected Double element(Random random) {
            return number(random);
        }

        @Override
        protected Double elementWithoutValue() {
            return Double.NaN;
        }

        @Override
        protected List<AggregateFunction<? super Double, ?, ?>> sharing() {
            return List.of(Aggregates.sum(FIELD));
        }
    }

    @Nested
    final class Sum extends AggregateFunctionContract<Double> {
        @Override
        protected AggregateFunction<Double, ?, ?> function() {
            return Aggregates.sum(FIELD);
        }

        @Override
        protected Double element(Random random) {
            return number(random);
        }

        @Override
        protected Double elementWithoutValue() {
            return Double.NaN;
        }

        @Override
        protected List<AggregateFunction<? super Double, ?, ?>> sharing() {
            return List.of(Aggregates.mean(FIELD));
        }
    }

    @Nested
    final class Min extends AggregateFunctionContract<Double> {
        @Override
        protected AggregateFunction<Double, ?, ?> function() {
            return Aggregates.min(FIELD);
        }

        @Override
        protected Double element(Random random) {
            return number(random);
        }

        @Override
        protected Double elementWithoutValue() {
            return Double.NaN;
        }

        @Override
        protected List<AggregateFunction<? super Double, ?, ?>> sharing() {
            return List.of(Aggregates.max(FIELD));
        }
    }

    @Nested
    final class Max extends AggregateFunctionContract<Double> {
        @Override
        protected AggregateFunction<Double, ?, ?> function() {
            return Aggregates.max(FIELD);
        }

        @Override
        protected Double element(Random random) {
            return number(random);
        }

        @Override
        protected Double elementWithoutValue() {
            return Double.NaN;
        }

        @Override
        protected List<AggregateFunction<? super Double, ?, ?>> sharing() {
            return List.of(Aggregates.count(FIELD));
        }
    }

    @Nested
    final class Mean extends AggregateFunctionContract<Double> {
        @Override
        protected AggregateFunction<Double, ?, ?> function() {
            return Aggregates.mean(FIELD);
        }

        @Override
        protected Double element(Random random) {
            return number(random);
        }

        @Override
        protected Double elementWithoutValue() {
            return Double.NaN;
        }

        @Override
        protected List<AggregateFunction<? super Double, ?, ?>> sharing() {
            return List.of(Aggregates.min(FIELD));
        }
    }

    @Nested
    final class Variance extends AggregateFunctionContract<Double> {
        @Override
        protected AggregateFunction<Double, ?, ?> function() {
            return Aggregates.variance(FIELD, false);
        }

        @Override
        protected Double element(Random random) {
            return number(random);
        }

        @Override
        protected Double elementWithoutValue() {
            return Double.NaN;
        }

        @Override
        protected List<AggregateFunction<? super Double, ?, ?>> sharing() {
            return List.of(Aggregates.stddev(FIELD, true));
        }
    }

    @Nested
    final class SampleVariance extends AggregateFunctionContract<Double> {
        @Override
        protected AggregateFunction<Double, ?, ?> function() {
            return Aggregates.variance(FIELD, true);
        }

        @Override
        protected Double element(Random random) {
            return number(random);
        }

        @Override
        protected Double elementWithoutValue() {
            return Double.NaN;
        }

        @Override
        protected List<AggregateFunction<? super Double, ?, ?>> sharing() {
            return List.of(Aggregates.variance(FIELD, false));
        }
    }

    @Nested
    final class Deviation extends AggregateFunctionContract<Double> {
        @Override
        protected AggregateFunction<Double, ?, ?> function() {
            return Aggregates.stddev(FIELD, false);
        }

        @Override
        protected Double element(Random random) {
            return number(random);
        }

        @Override
        protected Double elementWithoutValue() {
            return Double.NaN;
        }

        @Override
        protected List<AggregateFunction<? super Double, ?, ?>> sharing() {
            return List.of(Aggregates.variance(FIELD, true));
        }
    }

    @Nested
    final class SampleDeviation extends AggregateFunctionContract<Double> {
        @Override
        protected AggregateFunction<Double, ?, ?> function() {
            return Aggregates.stddev(FIELD, true);
        }

        @Override
        protected Double element(Random random) {
            return number(random);
        }

        @Override
        protected Double elementWithoutValue() {
            return Double.NaN;
        }

        @Override
        protected List<AggregateFunction<? super Double, ?, ?>> sharing() {
            return List.of(Aggregates.stddev(FIELD, false));
        }
    }
}
