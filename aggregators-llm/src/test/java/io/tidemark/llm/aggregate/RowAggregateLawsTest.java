// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.element.Row;
import io.tidemark.testkit.AggregateFunctionContract;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/** Every aggregate against the laws of all aggregates (rules A1 and A3). */
class RowAggregateLawsTest {
    private static final List<Map<String, Object>> PRICES = List.of(Map.of("model", "m*", "input", 3, "output", 15));

    /** Calls of which some lack something, of all kinds and many magnitudes. */
    abstract static class Laws extends AggregateFunctionContract<Row> {
        final Rows rows = new Rows();

        @Override
        protected AggregateFunction<Row, ?, ?> function() {
            return of(rows);
        }

        abstract AggregateFunction<Row, ?, ?> of(Rows rows);

        @Override
        protected Row element(Random random) {
            Row row = rows.row(
                    "x",
                    random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6),
                    "y",
                    random.nextInt(100),
                    "error",
                    random.nextInt(5) == 0 ? "timeout" : null,
                    "cost",
                    random.nextBoolean() ? random.nextDouble() : null,
                    "model",
                    "m" + random.nextInt(5),
                    "input_tokens",
                    random.nextInt(100_000),
                    "output_tokens",
                    random.nextInt(10_000));
            // Few different ones, so that some have the same.
            row.setTimestamp(1_700_000_000_000L + 1_000L * random.nextInt(100));
            return row;
        }

        @Override
        protected @Nullable Row elementWithoutValue() {
            return null;
        }
    }

    @Nested
    class Count extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("count");
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("rate"));
        }
    }

    @Nested
    class CountOfField extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("count", "field", "x");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", null);
        }
    }

    @Nested
    class CountTrueOfField extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("count_true", "field", "x");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", false);
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("share", "field", "x"));
        }
    }

    @Nested
    class Share extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("share", "field", "x");
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("count_true", "field", "x"));
        }
    }

    @Nested
    class ErrorRate extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("error_rate");
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("share", "field", "error"));
        }
    }

    @Nested
    class Rate extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("rate");
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("count"));
        }
    }

    @Nested
    class Sum extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("sum", "field", "x");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", "1");
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("mean", "field", "x"));
        }
    }

    @Nested
    class SumOfTwo extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("sum", "field", "x", "plus", "y");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", true, "y", null);
        }
    }

    @Nested
    class Min extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("min", "field", "x");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", null);
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("max", "field", "x"));
        }
    }

    @Nested
    class Max extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("max", "field", "x");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", null);
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("sum", "field", "x"));
        }
    }

    @Nested
    class Mean extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("mean", "field", "x");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("y", 1);
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("min", "field", "x"));
        }
    }

    @Nested
    class Stddev extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("stddev", "field", "x");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", null);
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("variance", "field", "x"));
        }
    }

    @Nested
    class Variance extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("variance", "field", "x", "sample", true);
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", null);
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("stddev", "field", "x"));
        }
    }

    @Nested
    class Percentile extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("percentile", "field", "x", "percentile", 95);
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", "1");
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("percentiles", "field", "x"));
        }
    }

    @Nested
    class Percentiles extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("percentiles", "field", "x");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", "1");
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("percentile", "field", "x", "percentile", 10));
        }
    }

    @Nested
    class Cost extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("cost", "prices", PRICES);
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("model", "unknown", "input_tokens", 5, "output_tokens", 5);
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("cost", "prices", PRICES, "mean", true));
        }
    }

    @Nested
    class CostMean extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("cost", "prices", PRICES, "mean", true);
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("model", "m");
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("cost", "prices", PRICES));
        }
    }

    @Nested
    class Top extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("top", "field", "model");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("model", null, "x", 1);
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("top", "field", "model", "k", 2));
        }
    }

    @Nested
    class TopBySum extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("top", "field", "model", "by", "input_tokens");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("model", "m", "x", 1);
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(rows.function("top", "field", "model", "by", "input_tokens", "k", 1));
        }
    }

    @Nested
    class TopByMean extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("top", "field", "model", "by", "x", "mean", true);
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", 1);
        }
    }

    @Nested
    class Distinct extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("distinct", "field", "model");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", 1);
        }
    }

    /** So many that they are only estimated. */
    @Nested
    class DistinctOfMany extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("distinct", "field", "input_tokens", "relative_error", 0.1);
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("input_tokens", null);
        }
    }

    @Nested
    class Ratio extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("ratio", "of", "output_tokens", "per", "input_tokens");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("output_tokens", 5, "input_tokens", null);
        }
    }

    @Nested
    class PercentilesOfFormula extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("percentiles", "field", "output_tokens / (input_tokens + 1)");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("output_tokens", 5);
        }

        @Override
        protected List<AggregateFunction<? super Row, ?, ?>> sharing() {
            return List.of(
                    rows.function("percentile", "field", "output_tokens / (input_tokens + 1)", "percentile", 10));
        }
    }

    @Nested
    class Histogram extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("histogram", "field", "x", "buckets", List.of(-100, 0, 0.5, 100));
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", "1");
        }
    }

    @Nested
    class First extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("first", "field", "error");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", 1);
        }
    }

    @Nested
    class Last extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("last", "field", "x");
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", null);
        }
    }

    @Nested
    class Ema extends Laws {
        @Override
        AggregateFunction<Row, ?, ?> of(Rows rows) {
            return rows.function("ema", "field", "y", "half_life_seconds", 10);
        }

        @Override
        protected Row elementWithoutValue() {
            return rows.row("x", 1);
        }
    }
}
