// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.testkit.Seeds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PriceTableTest {
    @RegisterExtension
    final Seeds seeds = new Seeds();

    @Test
    void the_first_price_that_matches_holds() {
        PriceTable table = PriceTable.of(List.of(
                Map.of("model", "gpt-4o-mini", "input", 1, "output", 2),
                Map.of("model", "gpt-4o*", "input", 3L, "output", 4.5, "cached", 0.5),
                Map.of("model", "*", "input", 7, "output", 8)));

        for (int i = 0; i < 2; i++) {
            assertThat(table.find("gpt-4o-mini", ModelPrice.ALWAYS))
                    .isEqualTo(new ModelPrice("gpt-4o-mini", 1, 2, null));
            assertThat(table.find("gpt-4o-2024", ModelPrice.ALWAYS)).isEqualTo(new ModelPrice("gpt-4o*", 3, 4.5, 0.5));
            assertThat(table.find("", ModelPrice.ALWAYS))
                    .isEqualTo(table.prices().get(2));
        }
        assertThat(table.unknownModels()).isEmpty();
    }

    @Test
    void models_without_a_price_are_remembered_up_to_a_limit() {
        PriceTable table = new PriceTable(List.of(price("gpt-*")));
        assertThat(table.find("GPT-4", ModelPrice.ALWAYS)).isNull();
        assertThat(table.find("a\nb", ModelPrice.ALWAYS)).isNull();
        assertThat(table.find("gpt-" + "4".repeat(300), ModelPrice.ALWAYS)).isNull();
        assertThat(table.unknownModels()).containsExactly("GPT-4", "a\nb");

        for (int i = 0; i < 2_000; i++) {
            assertThat(table.find("m" + i, ModelPrice.ALWAYS)).isNull();
        }
        assertThat(table.unknownModels()).hasSize(1_000);
        assertThat(table.find("gpt-5", ModelPrice.ALWAYS)).isNotNull();
    }

    @Test
    void the_price_that_holds_is_the_latest_that_was_valid_at_the_time() {
        PriceTable table = PriceTable.of(List.of(
                Map.of("model", "gpt-*", "input", 1, "output", 1, "valid_from", "2026-01-01"),
                Map.of("model", "gpt-*", "input", 3, "output", 3, "valid_from", "2026-03-01T12:00:00Z"),
                Map.of("model", "gpt-*", "input", 2, "output", 2, "valid_from", "2026-02-01"),
                Map.of("model", "*", "input", 9, "output", 9)));
        assertThat(input(table, "2025-12-31T23:59:59.999Z")).isEqualTo(9);
        assertThat(input(table, "2026-01-01T00:00:00Z")).isEqualTo(1);
        assertThat(input(table, "2026-01-31T23:59:59.999Z")).isEqualTo(1);
        assertThat(input(table, "2026-02-01T00:00:00Z")).isEqualTo(2);
        assertThat(input(table, "2026-03-01T11:59:59.999Z")).isEqualTo(2);
        assertThat(input(table, "2026-03-01T12:00:00Z")).isEqualTo(3);
        assertThat(Objects.requireNonNull(table.find("gpt-4", ModelPrice.ALWAYS))
                        .input())
                .isEqualTo(9);
    }

    private static double input(PriceTable table, String at) {
        return Objects.requireNonNull(table.find("gpt-4", Instant.parse(at).toEpochMilli()))
                .input();
    }

    @Test
    void a_model_whose_price_holds_later_only_has_none() {
        PriceTable table =
                PriceTable.of(List.of(Map.of("model", "m", "input", 1, "output", 1, "valid_from", "2026-01-01")));
        assertThat(table.find("m", 0)).isNull();
    }

    @Test
    void a_beginning_that_is_no_time_is_refused() {
        assertThatThrownBy(() -> PriceTable.of(
                        List.of(Map.of("model", "m", "input", 1, "output", 1, "valid_from", "2026-13-01"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'valid_from' must be a date as 2026-01-31, in UTC, or an instant as 2026-01-31T12:00:00Z, not '2026-13-01'");
    }

    @Test
    void each_kind_of_token_has_its_price_and_is_counted_once() {
        ModelPrice price = new ModelPrice("m", 10, 100, 1.0, 20.0, 1_000.0, ModelPrice.ALWAYS);
        assertThat(price.of(1e6, 1e6, 0, 0, 0)).isEqualTo(110);
        assertThat(price.of(1e6, 1e6, 5e5, 0, 0)).isEqualTo(105.5);
        assertThat(price.of(1e6, 1e6, 5e5, 2e5, 0)).isEqualTo(3 + 0.5 + 4 + 100);
        assertThat(price.of(1e6, 1e6, 0, 0, 5e5)).isEqualTo(10 + 50 + 500);
        assertThat(price.of(1e6, 0, 9e9, 9e9, 9e9)).isEqualTo(1);
        assertThat(new ModelPrice("m", 10, 100, null).of(1e6, 1e6, 5e5, 5e5, 5e5))
                .isEqualTo(110);
    }

    @Test
    void an_empty_table_knows_no_model_and_complains_of_none() {
        PriceTable table = new PriceTable(List.of());
        assertThat(table.find("gpt-4o", ModelPrice.ALWAYS)).isNull();
        assertThat(table.unknownModels()).isEmpty();
    }

    @Test
    void tables_of_the_same_prices_are_equal() {
        PriceTable one = new PriceTable(List.of(price("a"), price("b")));
        one.find("a", ModelPrice.ALWAYS);
        assertThat(one)
                .isEqualTo(new PriceTable(List.of(price("a"), price("b"))))
                .hasSameHashCodeAs(new PriceTable(List.of(price("a"), price("b"))));
        assertThat(one).isNotEqualTo(new PriceTable(List.of(price("b"), price("a"))));
    }

    @Test
    void no_price_is_below_zero() {
        assertThatThrownBy(() -> new ModelPrice("m", -1, 0, null)).hasMessageContaining("'m'");
        assertThatThrownBy(() -> new ModelPrice("m", 1, Double.NaN, null)).hasMessageContaining("'m'");
        assertThatThrownBy(() -> new ModelPrice("m", 1, 1, -0.5)).hasMessageContaining("'m'");
        assertThatThrownBy(() -> PriceTable.of(List.of(Map.of("model", "m", "input", 1))))
                .hasMessageContaining("'m'");
    }

    @Test
    void patterns_match_as_regular_expressions_would() {
        Random random = seeds.random();
        int matches = 0;
        for (int i = 0; i < 100_000; i++) {
            String pattern = text(random, "ab.*?", 7);
            String name = text(random, "ab.", 7);
            String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
            boolean expected =
                    Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches();
            assertThat(price(pattern).matches(name))
                    .as("%s ~ %s", pattern, name)
                    .isEqualTo(expected);
            matches += expected ? 1 : 0;
        }
        assertThat(matches).isBetween(1_000, 99_000);
    }

    private static ModelPrice price(String model) {
        return new ModelPrice(model, 1, 1, null);
    }

    private static String text(Random random, String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(longest + 1); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void a_price_is_null_only_where_none_matches() {
        @Nullable ModelPrice none = new PriceTable(List.of(price("a?c"))).find("ac", ModelPrice.ALWAYS);
        assertThat(none).isNull();
    }
}
