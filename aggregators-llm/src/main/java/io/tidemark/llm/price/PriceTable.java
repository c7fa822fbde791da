// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.price;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tokens cost, by model: the first pattern that matches holds, and of its prices the latest that was valid at the time. May be used by several threads. A pattern of which no
 * price was valid yet is passed over.
 *
 * <p>A model that no price matches, or none that was valid, is logged once, as far as it can be remembered; whoever asks must not take "no price" for "nothing".
 */
public final class PriceTable implements Prices {
    /** So many models are remembered; telemetry has some dozens, and an attacker's names must not fill the memory. */
    private static final int MAX_REMEMBERED = 1_000;

    private static final int MAX_NAME = 256;
    private static final Logger LOG = LoggerFactory.getLogger(PriceTable.class);

    private final List<ModelPrice> prices;
    private final Map<String, List<ModelPrice>> remembered = new ConcurrentHashMap<>();

    /** Models that were asked for at a time when none of their prices was valid yet. */
    private final Set<String> tooEarly = ConcurrentHashMap.newKeySet();

    /** A table of prices, the more special patterns first. */
    public PriceTable(List<ModelPrice> prices) {
        this.prices = List.copyOf(prices);
    }

    /**
     * A table from rows as a job file has them.
     *
     * @param rows each with {@code model}, a text, {@code input} and {@code output}, numbers per million tokens, and perhaps {@code cached}, {@code cache_write}, {@code reasoning}, and
     *     {@code valid_from}, a date or an instant
     * @throws IllegalArgumentException when {@code valid_from} is neither
     */
    public static PriceTable of(List<Map<String, Object>> rows) {
        return new PriceTable(rows.stream().map(PriceTable::price).toList());
    }

    private static ModelPrice price(Map<String, Object> row) {
        return new ModelPrice(
                String.valueOf(row.get("model")),
                number(row, "input"),
                number(row, "output"),
                optional(row, "cached"),
                optional(row, "cache_write"),
                optional(row, "reasoning"),
                validFrom(row.get("valid_from")));
    }

    private static double number(Map<String, Object> row, String column) {
        return row.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static @Nullable Double optional(Map<String, Object> row, String column) {
        return row.containsKey(column) ? number(row, column) : null;
    }

    private static long validFrom(@Nullable Object text) {
        if (text == null) {
            return ModelPrice.ALWAYS;
        }
        try {
            String date = text.toString();
            return date.length() == "2026-01-31".length()
                    ? LocalDate.parse(date)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli()
                    : Instant.parse(date).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'valid_from' must be a date as 2026-01-31, in UTC, or an instant as 2026-01-31T12:00:00Z, not '"
                            + text + "'",
                    e);
        }
    }

    @Override
    public PriceTable now() {
        return this;
    }

    /** The prices, in order. */
    public List<ModelPrice> prices() {
        return prices;
    }

    /**
     * The price of {@code model}, or null when none is known.
     *
     * @param timestamp when its tokens were used; {@link ModelPrice#ALWAYS} when that is not known, and then only prices without a beginning hold
     */
    public @Nullable ModelPrice find(String model, long timestamp) {
        List<ModelPrice> known = remembered.get(model);
        List<ModelPrice> candidates = known == null ? search(model) : known;
        for (int i = 0; i < candidates.size(); i++) {
            ModelPrice price = candidates.get(i);
            if (price.validFrom() <= timestamp) {
                return price;
            }
        }
        if (!candidates.isEmpty() && tooEarly.size() < MAX_REMEMBERED && tooEarly.add(model)) {
            LOG.warn(
                    "the prices of model '{}' begin later than some of its elements: what those cost is not counted",
                    printable(model));
        }
        return null;
    }

    /** The prices whose pattern matches: in the order of their patterns, and then the latest first. */
    private List<ModelPrice> search(String model) {
        if (prices.isEmpty() || model.length() > MAX_NAME) {
            return List.of();
        }
        List<ModelPrice> found = prices.stream()
                .filter(price -> price.matches(model))
                .sorted(Comparator.comparingInt(this::placeOfPattern)
                        .thenComparing(ModelPrice::validFrom, Comparator.reverseOrder()))
                .toList();
        if (remembered.size() < MAX_REMEMBERED && remembered.putIfAbsent(model, found) == null && found.isEmpty()) {
            LOG.warn("no price matches model '{}': what it costs is not counted", printable(model));
        }
        return found;
    }

    private int placeOfPattern(ModelPrice price) {
        int place = 0;
        while (!prices.get(place).model().equals(price.model())) {
            place++;
        }
        return place;
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
