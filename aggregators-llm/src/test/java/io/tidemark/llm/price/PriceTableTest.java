// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.testkit.Seeds;
import java.util.List;
import java.util.Map;
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
            assertThat(table.find("gpt-4o-mini")).isEqualTo(new ModelPrice("gpt-4o-mini", 1, 2, null));
            assertThat(table.find("gpt-4o-2024")).isEqualTo(new ModelPrice("gpt-4o*", 3, 4.5, 0.5));
            assertThat(table.find("")).isEqualTo(table.prices().get(2));
        }
        assertThat(table.unknownModels()).isEmpty();
    }

    @Test
    void models_without_a_price_are_remembered_up_to_a_limit() {
        PriceTable table = new PriceTable(List.of(price("gpt-*")));
        assertThat(table.find("GPT-4")).isNull();
        assertThat(table.find("a\nb")).isNull();
        assertThat(table.find("gpt-" + "4".repeat(300))).isNull();
        assertThat(table.unknownModels()).containsExactly("GPT-4", "a\nb");

        for (int i = 0; i < 2_000; i++) {
            assertThat(table.find("m" + i)).isNull();
        }
        assertThat(table.unknownModels()).hasSize(1_000);
        assertThat(table.find("gpt-5")).isNotNull();
    }

    @Test
    void an_empty_table_knows_no_model_and_complains_of_none() {
        PriceTable table = new PriceTable(List.of());
        assertThat(table.find("gpt-4o")).isNull();
        assertThat(table.unknownModels()).isEmpty();
    }

    @Test
    void tables_of_the_same_prices_are_equal() {
        PriceTable one = new PriceTable(List.of(price("a"), price("b")));
        one.find("a");
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
        @Nullable ModelPrice none = new PriceTable(List.of(price("a?c"))).find("ac");
        assertThat(none).isNull();
    }
}
