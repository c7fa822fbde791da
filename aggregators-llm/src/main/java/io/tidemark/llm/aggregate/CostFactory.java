// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.Aggregates;
import io.tidemark.aggregate.FieldStatistics;
import io.tidemark.aggregate.LiveTable;
import io.tidemark.aggregate.NumberStatistics;
import io.tidemark.aggregate.ParameterType;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import io.tidemark.llm.price.LivePrices;
import io.tidemark.llm.price.ModelPrice;
import io.tidemark.llm.price.PriceTable;
import io.tidemark.llm.price.Prices;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code cost}: what the elements cost, or with {@code mean} what one of them does: what each says itself, or else its tokens at the price of its model. Elements of
 * which neither is known are skipped and counted as lacking {@code field}, models without a price are logged; null when no cost is known.
 */
public final class CostFactory implements RowAggregateFactory {
    /** The columns of a table of prices, also for a table that a whole job shares. */
    public static final List<AggregateParameter> PRICE_COLUMNS = List.of(
            AggregateParameter.of(
                            "model", ParameterType.TEXT, "the model's name; * stands for any characters, ? for one")
                    .mandatory(),
            price("input", "of a million input tokens").mandatory(),
            price("output", "of a million output tokens").mandatory(),
            price("cached", "of a million input tokens read from a cache; as much as others unless given"),
            price("cache_write", "of a million input tokens written to a cache; as much as others unless given"),
            price("reasoning", "of a million output tokens of reasoning; as much as others unless given"),
            AggregateParameter.of(
                    "valid_from",
                    ParameterType.TEXT,
                    "from when it holds, by the time of the element: a date in UTC, or an instant; always unless given"));

    private static final String PRICES = "prices";
    private static final String MEAN = "mean";

    /** For {@code ServiceLoader}. */
    public CostFactory() {}

    private static AggregateParameter price(String name, String description) {
        return AggregateParameter.of(name, ParameterType.NUMBER, description).within(0, 1e9);
    }

    private static AggregateParameter field(String name, String description) {
        return AggregateParameter.of(name, ParameterType.FIELD, description).withDefault(name);
    }

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public String description() {
        return "What the elements cost: what they say themselves, or their tokens at the price of their model";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(
                Parameters.field("what an element says it cost").withDefault("cost"),
                field("model", "the model's name, to find its price"),
                field("input_tokens", "how many, the cached ones too"),
                field("output_tokens", "how many"),
                field("cached_tokens", "how many of the input tokens were read from a cache"),
                field("cache_write_tokens", "how many of the input tokens were written to a cache"),
                field("reasoning_tokens", "how many of the output tokens were of reasoning"),
                AggregateParameter.table(PRICES, PRICE_COLUMNS, "the prices; the first that matches a model holds"),
                AggregateParameter.of(MEAN, ParameterType.BOOLEAN, "true: the mean of an element, false: the sum")
                        .withDefault(false));
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        Prices prices = prices(arguments);
        RowCost cost = new RowCost(
                Parameters.slot(arguments),
                arguments.slot("model"),
                arguments.slot("input_tokens"),
                arguments.slot("output_tokens"),
                arguments.slot("cached_tokens"),
                slot(arguments, "cache_write_tokens", prices, ModelPrice::cacheWrite),
                slot(arguments, "reasoning_tokens", prices, ModelPrice::reasoning),
                prices,
                arguments.skipped(Parameters.FIELD));
        return arguments.flag(MEAN) ? Aggregates.mean(cost) : new FieldStatistics.Of<>(cost, CostFactory::total);
    }

    private static Prices prices(AggregateArguments arguments) {
        Optional<LiveTable> live = arguments.liveTable(PRICES);
        if (live.isPresent()) {
            return new LivePrices(live.get());
        }
        return PriceTable.of(arguments.has(PRICES) ? arguments.table(PRICES) : List.of());
    }

    /** Of a field that is only read, and decoded, where it has a price of its own, or may get one. */
    private static int slot(
            AggregateArguments arguments, String field, Prices prices, Function<ModelPrice, @Nullable Double> price) {
        boolean isPriced = arguments.liveTable(PRICES).isPresent()
                || prices.now().prices().stream().anyMatch(each -> price.apply(each) != null);
        return isPriced ? arguments.slot(field) : RowCost.NO_SLOT;
    }

    /** Unlike a plain sum, null when no cost is known: 0 would say that it cost nothing. */
    private static double total(NumberStatistics costs) {
        return costs.count() == 0 ? Double.NaN : costs.sum();
    }
}
