// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

/** The aggregates that need nothing but arithmetic. Percentiles, costs and what else LLM telemetry needs are in {@code aggregators-llm}. */
public final class Aggregates {
    private Aggregates() {}

    /** How many elements. */
    public static <E> AggregateFunction<E, ?, Long> count() {
        return new CountElements<>();
    }

    /** How many elements per second of the window's real length; null of nothing, and in windows that have no length (rule A3). */
    public static <E> AggregateFunction<E, ?, Double> rate() {
        return new ElementRate<>(new CountElements<>());
    }

    /** How many elements have a number in {@code field}. */
    public static <E> AggregateFunction<E, ?, Long> count(NumberField<? super E> field) {
        return new FieldStatistics.Whole<>(field, NumberStatistics::count);
    }

    /** The sum of {@code field}; 0 of nothing. */
    public static <E> AggregateFunction<E, ?, Double> sum(NumberField<? super E> field) {
        return new FieldStatistics.Of<>(field, NumberStatistics::sum);
    }

    /** The smallest {@code field}. */
    public static <E> AggregateFunction<E, ?, Double> min(NumberField<? super E> field) {
        return new FieldStatistics.Of<>(field, NumberStatistics::min);
    }

    /** The largest {@code field}. */
    public static <E> AggregateFunction<E, ?, Double> max(NumberField<? super E> field) {
        return new FieldStatistics.Of<>(field, NumberStatistics::max);
    }

    /** The mean of {@code field}. */
    public static <E> AggregateFunction<E, ?, Double> mean(NumberField<? super E> field) {
        return new FieldStatistics.Of<>(field, all -> all.sum() / all.count());
    }

    /** The variance of {@code field}: of the population (divided by n), or of the sample (by n - 1, so null of fewer than two). */
    public static <E> AggregateFunction<E, ?, Double> variance(NumberField<? super E> field, boolean sample) {
        return new FieldVariance.Variance<>(field, sample);
    }

    /** The standard deviation of {@code field}, of the population or of the sample. */
    public static <E> AggregateFunction<E, ?, Double> stddev(NumberField<? super E> field, boolean sample) {
        return new FieldVariance.Deviation<>(field, sample);
    }
}
