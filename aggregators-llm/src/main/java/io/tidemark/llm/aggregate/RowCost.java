// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.NumberField;
import io.tidemark.element.Row;
import io.tidemark.llm.price.ModelPrice;
import io.tidemark.llm.price.Prices;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a row cost: what it says itself, or else its tokens at the price of its model. A row of which neither is known is skipped and counted, and never costs
 * nothing.
 *
 * @param cost the slot of the cost itself
 * @param model the slot of the model's name
 * @param input the slot of the number of input tokens, which includes the cached ones
 * @param output the slot of the number of output tokens; it may be missing where they cost nothing, as of embeddings
 * @param cached the slot of the number of cached input tokens; none when missing
 * @param written the slot of the number of input tokens written to a cache; none when missing
 * @param reasoning the slot of the number of output tokens of reasoning; none when missing
 * @param prices the prices by model, which hold at the row's timestamp
 * @param skipped counts the rows of which the cost is not known
 */
record RowCost(
        int cost,
        int model,
        int input,
        int output,
        int cached,
        int written,
        int reasoning,
        Prices prices,
        LongAdder skipped)
        implements NumberField<Row> {
    /** The slot of a field that no price asks for. */
    static final int NO_SLOT = -1;

    @Override
    public String description() {
        return "cost";
    }

    @Override
    public double read(Row row) {
        double told = row.number(cost);
        double known = Double.isFinite(told) ? told : priced(row);
        if (!Double.isFinite(known)) {
            skipped.increment();
        }
        return known;
    }

    private double priced(Row row) {
        String name = row.text(model);
        ModelPrice price = name == null ? null : prices.now().find(name, row.timestamp());
        if (price == null) {
            return Double.NaN;
        }
        double inputTokens = row.number(input);
        double outputTokens = row.isPresent(output) || price.output() > 0 ? row.number(output) : 0;
        if (!(inputTokens >= 0 && outputTokens >= 0)) {
            return Double.NaN;
        }
        return price.of(inputTokens, outputTokens, tokens(row, cached), tokens(row, written), tokens(row, reasoning));
    }

    /** None when a row does not say how many. */
    private static double tokens(Row row, int slot) {
        double tokens = slot == NO_SLOT ? 0 : row.number(slot);
        return Double.isFinite(tokens) ? tokens : 0;
    }
}
