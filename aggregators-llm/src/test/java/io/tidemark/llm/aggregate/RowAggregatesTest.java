// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowAggregatesTest {
    private static final List<Map<String, Object>> PRICES = List.of(
            Map.of("model", "gpt-4o-mini*", "input", 0.15, "output", 0.6, "cached", 0.075),
            Map.of("model", "gpt-4o*", "input", 2.5, "output", 10),
            Map.of("model", "text-embedding-?", "input", 0.02, "output", 0));

    private final Rows rows = new Rows();

    @Test
    void every_aggregate_is_found_and_says_what_it_takes() {
        List<String> names = new ArrayList<>();
        for (RowAggregateFactory factory : ServiceLoader.load(RowAggregateFactory.class)) {
            names.add(factory.name());
            assertThat(factory.description()).as(factory.name()).isNotBlank();
            assertThat(new HashSet<>(factory.parameters().stream()
                            .map(AggregateParameter::name)
                            .toList()))
                    .hasSameSizeAs(factory.parameters())
                    .doesNotContain("fn");
            factory.parameters()
                    .forEach(parameter -> assertThat(parameter.description())
                            .as(factory.name() + "." + parameter.name())
                            .isNotBlank());
        }
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "count",
                        "count_true",
                        "sum",
                        "min",
                        "max",
                        "mean",
                        "stddev",
                        "variance",
                        "percentile",
                        "percentiles",
                        "top",
                        "distinct",
                        "ratio",
                        "histogram",
                        "first",
                        "last",
                        "ema",
                        "error_rate",
                        "share",
                        "rate",
                        "cost");
    }

    @Test
    void a3_of_nothing_count_and_sum_are_0_and_the_others_null() {
        assertThat(of("count")).isEqualTo(0L);
        assertThat(of("count", "field", "x")).isEqualTo(0L);
        assertThat(of("count_true", "field", "x")).isEqualTo(0L);
        assertThat(of("sum", "field", "x")).isEqualTo(0.0);
        for (String fn : List.of("min", "max", "mean", "stddev", "variance", "share", "percentiles")) {
            assertThat(of(fn, "field", "x")).as(fn).isNull();
        }
        assertThat(of("percentile", "field", "x", "percentile", 50)).isNull();
        assertThat(of("error_rate")).isNull();
        assertThat(of("rate")).isNull();
        assertThat(of("cost")).isNull();
        assertThat(of("cost", "mean", true)).isNull();
    }

    @Test
    void a3_what_is_not_a_number_is_skipped_and_counted_by_field() {
        Row[] mixed = rows.xs(4, null, "5", true, new int[0], 6, Double.POSITIVE_INFINITY);

        assertThat(over(mixed, "mean", "field", "x")).isEqualTo(5.0);
        assertThat(rows.binding.skippedByField()).isEqualTo(Map.of("x", 5L));
        assertThat(over(mixed, "sum", "field", "x")).isEqualTo(10.0);
        assertThat(over(mixed, "min", "field", "x")).isEqualTo(4.0);
        assertThat(over(mixed, "max", "field", "x")).isEqualTo(6.0);
        assertThat(over(mixed, "percentile", "field", "x", "percentile", 100)).isEqualTo(6.0);
        assertThat(over(mixed, "mean", "field", "y")).isNull();
        assertThat(rows.binding.skippedByField()).isEqualTo(Map.of("x", 25L, "y", 7L));
    }

    @Test
    void count_of_a_field_is_of_what_is_not_null_whatever_it_is() {
        Row[] mixed = rows.xs(4, null, "", false, new int[0]);

        assertThat(over(mixed, "count")).isEqualTo(5L);
        assertThat(over(mixed, "count", "field", "x")).isEqualTo(4L);
        assertThat(over(mixed, "count_true", "field", "x")).isEqualTo(3L);
        assertThat(over(mixed, "share", "field", "x")).isEqualTo(0.6);
        assertThat(rows.binding.skippedByField()).isEmpty();
    }

    @Test
    void a3_error_rate_is_over_all_elements_of_the_pane() {
        Row[] calls = {
            rows.row(),
            rows.row("error", null),
            rows.row("error", false),
            rows.row("error", "timeout"),
            rows.row("error", "")
        };
        assertThat(over(calls, "error_rate")).isEqualTo(0.4);
        assertThat(over(calls, "error_rate", "field", "x")).isEqualTo(0.0);
    }

    @Test
    void a3_rates_divide_by_the_real_length_of_the_window() {
        Row[] four = rows.xs(1, 2, 3, 4);
        AggregateFunction<Row, Object, Object> rate = rows.function("rate");

        assertThat(Rows.result(rate, Window.time(0, 300_000), four)).isEqualTo(4 / 300.0);
        assertThat(Rows.result(rate, Window.time(-1, 499), four)).isEqualTo(8.0);
        assertThat(Rows.result(rate, Window.GLOBAL, four)).isNull();
        assertThat(Rows.result(rate, Window.count(0, 4), four)).isNull();
    }

    @Test
    void sums_may_be_over_two_fields() {
        Row[] calls = {
            rows.row("x", 1, "y", 2), rows.row("x", 4), rows.row("y", 8), rows.row(), rows.row("x", "1", "y", null)
        };
        assertThat(over(calls, "sum", "field", "x", "plus", "y")).isEqualTo(15.0);
    }

    @Test
    void deviations_are_of_the_population_unless_told_otherwise() {
        Row[] numbers = rows.xs(2, 4, 4, 4, 5, 5, 7, 9);
        assertThat(over(numbers, "stddev", "field", "x")).isEqualTo(2.0);
        assertThat(over(numbers, "variance", "field", "x")).isEqualTo(4.0);
        assertThat((Double) over(numbers, "variance", "field", "x", "sample", true))
                .isEqualTo(32 / 7.0);
        assertThat(over(rows.xs(3), "stddev", "field", "x")).isEqualTo(0.0);
        assertThat(over(rows.xs(3), "stddev", "field", "x", "sample", true)).isNull();
    }

    @Test
    void a2_percentiles_are_of_nearest_rank() {
        Row[] numbers = rows.xs(50, 10, 40, 20, 30);
        assertThat(over(numbers, "percentile", "field", "x", "percentile", 95)).isEqualTo(50.0);
        assertThat(over(numbers, "percentile", "field", "x", "percentile", 1e-9))
                .as("rank at least 1")
                .isEqualTo(10.0);
        assertThat((Double) over(numbers, "percentile", "field", "x", "percentile", 40, "relative_error", 0.001))
                .isBetween(19.98, 20.02);
    }

    @Test
    void percentiles_come_by_name_in_the_order_asked_for() {
        Object result =
                over(rows.xs(7, 7, 7), "percentiles", "field", "x", "percentiles", List.of(99.9, 50, 0.5, 100, 12.5));
        assertThat(result).isInstanceOf(Map.class);
        assertThat(result).hasToString("{p99.9=7.0, p50=7.0, p0.5=7.0, p100=7.0, p12.5=7.0}");
        assertThat(over(rows.xs(7), "percentiles", "field", "x")).isEqualTo(Map.of("p50", 7.0, "p95", 7.0, "p99", 7.0));
    }

    @Test
    void percentiles_of_one_field_and_error_share_a_sketch() {
        Object key = rows.function("percentile", "field", "x", "percentile", 50).accumulatorKey();
        assertThat(rows.function("percentile", "field", "x", "percentile", 95).accumulatorKey())
                .isEqualTo(key);
        assertThat(rows.function("percentiles", "field", "x").accumulatorKey()).isEqualTo(key);
        assertThat(rows.function("percentiles", "field", "y").accumulatorKey()).isNotEqualTo(key);
        assertThat(rows.function("percentiles", "field", "x", "relative_error", 0.02)
                        .accumulatorKey())
                .isNotEqualTo(key);
    }

    @Test
    void what_goes_together_shares_its_accumulator() {
        same(rows.function("count"), rows.function("rate"));
        same(rows.function("sum", "field", "x"), rows.function("mean", "field", "x"));
        same(rows.function("share", "field", "x"), rows.function("count_true", "field", "x"));
        same(rows.function("error_rate"), rows.function("share", "field", "error"));
        same(rows.function("cost", "prices", PRICES), rows.function("cost", "prices", PRICES, "mean", true));
        assertThat(rows.function("cost", "prices", PRICES).accumulatorKey())
                .isNotEqualTo(rows.function("cost").accumulatorKey());
        assertThat(rows.function("count", "field", "x").accumulatorKey())
                .isNotEqualTo(rows.function("sum", "field", "x").accumulatorKey());
    }

    @Test
    void cost_is_what_the_element_says_or_its_tokens_at_the_price_of_its_model() {
        cost(0.25, "cost", 0.25, "model", "gpt-4o", "input_tokens", 1_000_000);
        cost(0.0, "cost", 0, "model", "gpt-4o", "input_tokens", 1_000_000);
        cost(12.5, "model", "gpt-4o", "input_tokens", 1_000_000, "output_tokens", 1_000_000);
        cost(12.5, "cost", null, "model", "gpt-4o-2024-08-06", "input_tokens", 1_000_000, "output_tokens", 1_000_000);
        cost(
                0.15 * 0.75 + 0.075 * 0.25,
                "model",
                "gpt-4o-mini",
                "input_tokens",
                1_000_000,
                "output_tokens",
                0,
                "cached_tokens",
                250_000);
        cost(0.075, "model", "gpt-4o-mini", "input_tokens", 1_000_000, "output_tokens", 0, "cached_tokens", 9_000_000);
        cost(0.15, "model", "gpt-4o-mini", "input_tokens", 1_000_000, "output_tokens", 0, "cached_tokens", -5);
        cost(2.5, "model", "gpt-4o", "input_tokens", 1_000_000, "output_tokens", 0, "cached_tokens", 250_000);
        cost(0.02, "model", "text-embedding-3", "input_tokens", 1_000_000);
        assertThat(rows.binding.skippedByField()).isEmpty();
    }

    @Test
    void a_cost_that_is_not_known_is_never_zero() {
        cost(null, "model", "llama-3", "input_tokens", 10, "output_tokens", 10);
        cost(null, "input_tokens", 10, "output_tokens", 10);
        cost(null, "model", "gpt-4o", "input_tokens", 10);
        cost(null, "model", "gpt-4o", "output_tokens", 10);
        cost(null, "model", "gpt-4o", "input_tokens", -10, "output_tokens", 10);
        cost(null, "model", "text-embedding-3", "input_tokens", 10, "output_tokens", "many");
        cost(null, "model", 5, "input_tokens", 10, "output_tokens", 10);
        assertThat(rows.binding.skippedByField()).isEqualTo(Map.of("cost", 7L));

        Row[] some = {
            rows.row("cost", 3),
            rows.row("model", "llama-3", "input_tokens", 10, "output_tokens", 10),
            rows.row("cost", 1)
        };
        assertThat(over(some, "cost", "prices", PRICES)).isEqualTo(4.0);
        assertThat(over(some, "cost", "prices", PRICES, "mean", true)).isEqualTo(2.0);
    }

    @Test
    void fields_of_a_cost_can_be_named() {
        Row call = rows.row("error", "gpt-4o", "x", 1_000_000, "y", 100_000);
        assertThat(over(
                        new Row[] {call},
                        "cost",
                        "field",
                        "cost",
                        "model",
                        "error",
                        "input_tokens",
                        "x",
                        "output_tokens",
                        "y",
                        "prices",
                        PRICES))
                .isEqualTo(3.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "min", "max", "mean", "stddev", "variance", "share", "count_true", "percentiles"})
    void a_field_must_be_given_where_nothing_else_makes_sense(String fn) {
        assertThatThrownBy(() -> rows.function(fn)).hasMessage("'field' is missing: a field path");
    }

    @Test
    void arguments_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> rows.function("percentiles", "field", "x", "percentiles", List.of(50, 50.0)))
                .hasMessage("a percentile comes twice in [50.0, 50.0]");
        for (Object none : List.of(100.1, 0, -1)) {
            assertThatThrownBy(() -> rows.function("percentile", "field", "x", "percentile", none))
                    .hasMessage("'percentile' must be a number in (0, 100], not " + none);
            assertThatThrownBy(() -> rows.function("percentiles", "field", "x", "percentiles", List.of(50, none)))
                    .hasMessage("'percentiles' must be a list of numbers in (0, 100], not [50, " + none + "]");
        }
        assertThatThrownBy(() -> rows.function("percentile", "field", "x", "percentile", 50, "relative_error", 0))
                .hasMessageContaining("must be a number in [0.001, 0.25]");
        assertThatThrownBy(
                        () -> rows.function("cost", "prices", List.of(Map.of("model", "a", "input", -1, "output", 1))))
                .hasMessageContaining("prices[0].input");
    }

    private void cost(@Nullable Double expected, @Nullable Object... call) {
        Object cost = over(new Row[] {rows.row(call)}, "cost", "prices", PRICES);
        if (expected == null) {
            assertThat(cost).isNull();
        } else {
            assertThat((Double) cost).isCloseTo(expected, within(1e-12));
        }
    }

    private static void same(AggregateFunction<Row, Object, Object> one, AggregateFunction<Row, Object, Object> other) {
        assertThat(one.accumulatorKey()).isEqualTo(other.accumulatorKey());
    }

    private @Nullable Object of(String fn, Object... arguments) {
        return over(new Row[0], fn, arguments);
    }

    private @Nullable Object over(Row[] elements, String fn, Object... arguments) {
        return Rows.result(rows.function(fn, arguments), Rows.MINUTE, elements);
    }

    @Test
    void the_top_shows_counts_sums_or_means_with_the_error() {
        Row[] calls = {
            rows.row("model", "a", "cost", 2, "x", 1),
            rows.row("model", "b", "cost", 3, "x", 5),
            rows.row("model", "a", "cost", 2.5, "x", 2),
            rows.row("model", "c", "cost", null),
            rows.row("model", 7, "cost", 0, "x", -3),
            rows.row("cost", 100)
        };
        assertThat(Rows.result(rows.function("top", "field", "model", "k", 2), Rows.MINUTE, calls))
                .hasToString(
                        "{values=[{value=a, count=2, share=0.4}, {value=7, count=1, share=0.2}], total=5, error=0}");
        assertThat(Rows.result(rows.function("top", "field", "model", "by", "cost", "k", 2), Rows.MINUTE, calls))
                .hasToString(
                        "{values=[{value=a, sum=4.5, share=0.6}, {value=b, sum=3.0, share=0.4}], total=7.5, error=0.0}");
        assertThat(Rows.result(rows.function("top", "field", "model", "by", "x", "mean", true), Rows.MINUTE, calls))
                .hasToString(
                        "{values=[{value=b, mean=5.0, count=1}, {value=a, mean=1.5, count=2}, {value=7, mean=-3.0, count=1}], total=4, error=0}");
        assertThat(rows.binding.skippedByField()).containsEntry("cost", 1L).containsEntry("x", 1L);
        assertThatThrownBy(() -> rows.function("top", "field", "model", "mean", true))
                .hasMessage("'mean' needs 'by': the field whose mean is taken");
    }

    @Test
    void a_top_of_too_many_values_says_what_it_may_miss() {
        Row[] calls = new Row[30];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = rows.row("model", i % 3 == 0 ? "often" : "once " + i);
        }
        assertThat(Rows.result(rows.function("top", "field", "model", "max_values", 3, "k", 1), Rows.MINUTE, calls))
                .asString()
                .startsWith("{values=[{value=often, count=10, ")
                .endsWith("], total=30, error=3}");
    }

    @Test
    void a_ratio_takes_only_elements_that_have_both() {
        Row[] calls = {
            rows.row("x", 1, "y", 4),
            rows.row("x", 2, "y", 4),
            rows.row("x", 100),
            rows.row("y", 100),
            rows.row("x", "1", "y", 1)
        };
        assertThat(Rows.result(rows.function("ratio", "of", "x", "per", "y"), Rows.MINUTE, calls))
                .isEqualTo(0.375);
        assertThat(rows.binding.skippedByField()).containsEntry("x", 2L).containsEntry("y", 1L);
        assertThat(Rows.result(rows.function("ratio", "of", "x", "per", "y"), Rows.MINUTE, rows.row("x", 1, "y", 0)))
                .isNull();
    }

    @Test
    void a_formula_that_cannot_be_understood_is_refused() {
        assertThatThrownBy(() -> rows.function("mean", "field", "x / (y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("in 'x / (y': expected ')', but got the end");
        assertThatThrownBy(() -> rows.function("count", "field", "x / y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("formula");
    }

    @Test
    void a_histogram_has_the_buckets_that_are_given_or_those_of_a_metric() {
        Row[] calls = rows.xs(0.5, 20, 0.02, 81.92, 100, "1");
        assertThat(Rows.result(rows.function("histogram", "field", "x", "buckets", List.of(1, 50)), Rows.MINUTE, calls))
                .hasToString("{bounds=[1.0, 50.0], counts=[2, 1, 2], count=5, sum=202.44}");
        assertThat(Rows.result(
                        rows.function("histogram", "field", "x", "metric", "client.operation.duration"),
                        Rows.MINUTE,
                        calls))
                .hasToString(
                        "{bounds=[0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92], counts=[0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1], count=5, sum=202.44}");
        assertThat(Rows.result(
                        rows.function("histogram", "field", "x * 1000", "metric", "client.token.usage"),
                        Rows.MINUTE,
                        calls))
                .asString()
                .startsWith(
                        "{bounds=[1.0, 4.0, 16.0, 64.0, 256.0, 1024.0, 4096.0, 16384.0, 65536.0, 262144.0, 1048576.0, 4194304.0, 1.6777216E7, 6.7108864E7], counts=[0, 0, 0, 1, 0, 1,");
    }

    @Test
    void a_histogram_without_buckets_that_ascend_is_refused() {
        assertThatThrownBy(() -> rows.function("histogram", "field", "x"))
                .hasMessage("give either 'buckets' or 'metric'");
        assertThatThrownBy(() -> rows.function("histogram", "field", "x", "buckets", List.of(1, 1)))
                .hasMessageContaining("each greater than the one before it, not [1.0, 1.0]");
        assertThatThrownBy(() -> rows.function("histogram", "field", "x", "metric", "otel"))
                .hasMessageContaining("must be one of client.operation.duration, ");
    }
}
