// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.price;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tokens cost, by model: the first price whose pattern matches holds. May be used by several threads.
 *
 * <p>A model that no price matches is logged once, as far as it can be remembered; whoever asks must not take "no price" for "nothing".
 */
public final class PriceTable {
    /** So many models are remembered; telemetry has some dozens, and an attacker's names must not fill the memory. */
    private static final int MAX_REMEMBERED = 1_000;

    private static final int MAX_NAME = 256;
    private static final Logger LOG = LoggerFactory.getLogger(PriceTable.class);

    private final List<ModelPrice> prices;
    private final Map<String, Optional<ModelPrice>> remembered = new ConcurrentHashMap<>();

    /** A table of prices, the more special patterns first. */
    public PriceTable(List<ModelPrice> prices) {
        this.prices = List.copyOf(prices);
    }

    /**
     * A table from rows as a job file has them.
     *
     * @param rows each with {@code model}, a text, {@code input} and {@code output}, numbers per million tokens, and perhaps {@code cached}
     */
    public static PriceTable of(List<Map<String, Object>> rows) {
        return new PriceTable(rows.stream().map(PriceTable::price).toList());
    }

    private static ModelPrice price(Map<String, Object> row) {
        return new ModelPrice(
                String.valueOf(row.get("model")), number(row, "input"), number(row, "output"), cached(row));
    }

    private static double number(Map<String, Object> row, String column) {
        return row.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static @Nullable Double cached(Map<String, Object> row) {
        return row.containsKey("cached") ? number(row, "cached") : null;
    }

    /** The prices, in order. */
    public List<ModelPrice> prices() {
        return prices;
    }

    /** The price of {@code model}, or null when none is known. */
    public @Nullable ModelPrice find(String model) {
        Optional<ModelPrice> known = remembered.get(model);
        return (known == null ? search(model) : known).orElse(null);
    }

    private Optional<ModelPrice> search(String model) {
        if (prices.isEmpty() || model.length() > MAX_NAME) {
            return Optional.empty();
        }
        Optional<ModelPrice> found =
                prices.stream().filter(price -> price.matches(model)).findFirst();
        if (remembered.size() < MAX_REMEMBERED && remembered.putIfAbsent(model, found) == null && found.isEmpty()) {
            LOG.warn("no price matches model '{}': what it costs is not counted", printable(model));
        }
        return found;
    }

    /** The models that were asked for and have no price, as far as they are remembered. */
    public Set<String> unknownModels() {
        Set<String> unknown = new TreeSet<>();
        remembered.forEach((model, price) -> {
            if (price.isEmpty()) {
                unknown.add(model);
            }
        });
        return unknown;
    }

    /** Names come from outside: a line break in one must not look like a line of the log. */
    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PriceTable that && prices.equals(that.prices);
    }

    @Override
    public int hashCode() {
        return prices.hashCode();
    }

    @Override
    public String toString() {
        return prices.toString();
    }
}
