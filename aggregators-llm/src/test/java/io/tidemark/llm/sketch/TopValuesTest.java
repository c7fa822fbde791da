// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.engine.Footprint;
import io.tidemark.llm.sketch.TopValues.Figure;
import io.tidemark.llm.sketch.TopValues.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TopValuesTest {
    private static final int ROUNDS = 150;

    @Test
    void up_to_the_bound_every_figure_is_exact_whatever_was_merged() {
        RandomGenerator random = Seeded.random("exact top");
        for (int round = 0; round < ROUNDS; round++) {
            for (Figure figure : Figure.values()) {
                int bound = 1 + random.nextInt(60);
                Naive naive = new Naive();
                TopValues values = merged(random, figure, bound, bound, naive);
                assertThat(values.error()).isZero();
                assertSame(values.top(bound), naive.top(figure), figure);
                assertThat(values.count()).isEqualTo(naive.count());
            }
        }
    }

    @Test
    void beyond_the_bound_no_figure_misses_more_than_the_error_that_is_stated() {
        RandomGenerator random = Seeded.random("bounded top");
        boolean wasWrong = false;
        for (int round = 0; round < ROUNDS; round++) {
            int bound = 1 + random.nextInt(30);
            Naive naive = new Naive();
            TopValues values = merged(random, Figure.COUNT, bound, 20 * bound, naive);
            assertThat(values.size()).isLessThanOrEqualTo(2 * bound);
            assertThat(values.error()).isLessThanOrEqualTo((double) naive.count() / (bound + 1));
            Map<String, Long> left = new HashMap<>(naive.counts);
            for (Found found : values.top(Integer.MAX_VALUE)) {
                double missed = Objects.requireNonNull(left.remove(found.text())) - found.count();
                assertThat(missed).isBetween(0.0, values.error());
                wasWrong |= missed > 0;
            }
            left.forEach((text, count) -> assertThat(count.doubleValue()).isLessThanOrEqualTo(values.error()));
        }
        assertThat(wasWrong).as("whether the bound was ever needed").isTrue();
    }

    @Test
    void beyond_the_bound_no_sum_misses_more_than_the_error_that_is_stated() {
        RandomGenerator random = Seeded.random("bounded sums");
        for (int round = 0; round < ROUNDS; round++) {
            int bound = 1 + random.nextInt(30);
            Naive naive = new Naive();
            TopValues values = merged(random, Figure.SUM, bound, 20 * bound, naive);
            for (Found found : values.top(Integer.MAX_VALUE)) {
                assertThat(found.sum()).isCloseTo(naive.sums.get(found.text()), within(values.error() + 1e-6));
                naive.amounts.remove(found.text());
            }
            naive.amounts.forEach((text, amount) -> assertThat(amount).isLessThanOrEqualTo(values.error() + 1e-6));
        }
    }

    @Test
    void beyond_the_bound_a_mean_is_that_of_all_elements_but_so_many() {
        RandomGenerator random = Seeded.random("bounded means");
        for (int round = 0; round < ROUNDS; round++) {
            int bound = 1 + random.nextInt(30);
            Naive naive = new Naive();
            TopValues values = merged(random, Figure.MEAN, bound, 20 * bound, naive);
            for (Found found : values.top(Integer.MAX_VALUE)) {
                assertThat((double) naive.counts.getOrDefault(found.text(), 0L) - found.count())
                        .isBetween(0.0, values.error());
            }
        }
    }

    @Test
    void what_comes_more_often_than_the_error_is_found_among_a_million_that_come_once() {
        TopValues values = new TopValues(100, Figure.COUNT);
        for (int i = 0; i < 1_000_000; i++) {
            values.add(i % 20 == 0 ? "often" : "once " + i, 0);
        }
        assertThat(values.error()).isBetween(1.0, 10_000.0);
        Found first = values.top(1).get(0);
        assertThat(first.text()).isEqualTo("often");
        assertThat(50_000 - first.count()).isBetween(0L, (long) values.error());
    }

    @Test
    void equal_figures_are_in_the_order_of_their_texts() {
        TopValues values = new TopValues(10, Figure.COUNT);
        List.of("c", "a", "b", "b", "a", "c", "d").forEach(text -> values.add(text, 0));
        assertThat(values.top(3)).extracting(Found::text).containsExactly("a", "b", "c");
    }

    @Test
    void memory_is_bounded_by_the_number_of_values() {
        TopValues values = new TopValues(1000, Figure.SUM);
        for (int i = 0; i < 200_000; i++) {
            values.add("a text of its own: " + i, i);
        }
        assertThat(Footprint.of(values)).isLessThan(210_000);
        values.clear();
        assertThat(Footprint.of(values)).isLessThan(1_000);
    }

    @Test
    void long_texts_are_told_apart_by_their_beginning() {
        TopValues values = new TopValues(10, Figure.COUNT);
        String beginning = "x".repeat(TopValues.MAX_TEXT);
        values.add(beginning + "a", 0);
        values.add(beginning + "b", 0);
        assertThat(values.top(10)).containsExactly(new Found(beginning, 2, 0));
    }

    @Test
    void those_of_another_kind_are_not_merged() {
        TopValues values = new TopValues(10, Figure.COUNT);
        assertThatThrownBy(() -> values.merge(new TopValues(11, Figure.COUNT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exact up to 11");
        assertThatThrownBy(() -> values.merge(new TopValues(10, Figure.SUM)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Texts of a skewed distribution in parts that are merged; each is added to {@code naive}, too. */
    private static TopValues merged(RandomGenerator random, Figure figure, int bound, int texts, Naive naive) {
        List<TopValues> parts = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            parts.add(new TopValues(bound, figure));
        }
        int size = random.nextInt(3_000);
        for (int i = 0; i < size; i++) {
            String text = "t" + (int) (texts * Math.pow(random.nextDouble(), 3));
            double number = random.nextInt(4) == 0 ? -random.nextDouble() : random.nextInt(100);
            parts.get(random.nextInt(parts.size())).add(text, number);
            naive.add(text, number);
        }
        while (parts.size() > 1) {
            TopValues from = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).merge(from);
        }
        return parts.get(0);
    }

    private static void assertSame(List<Found> actual, List<Found> expected, Figure figure) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            if (figure != Figure.COUNT) {
                assertThat(actual.get(i).sum()).isCloseTo(expected.get(i).sum(), within(1e-6));
            } else {
                assertThat(actual.get(i).text()).isEqualTo(expected.get(i).text());
            }
            assertThat(actual.get(i).count()).isEqualTo(expected.get(i).count());
        }
    }

    /** All texts with what is known of them. */
    private static final class Naive {
        final Map<String, Long> counts = new HashMap<>();
        final Map<String, Double> sums = new HashMap<>();
        final Map<String, Double> amounts = new HashMap<>();

        void add(String text, double number) {
            counts.merge(text, 1L, Long::sum);
            sums.merge(text, number, Double::sum);
            amounts.merge(text, Math.abs(number), Double::sum);
        }

        long count() {
            return counts.values().stream().mapToLong(count -> count).sum();
        }

        List<Found> top(Figure figure) {
            List<Found> all = new ArrayList<>();
            counts.forEach((text, count) -> all.add(new Found(text, count, sums.getOrDefault(text, 0.0))));
            Comparator<Found> byFigure = Comparator.comparingDouble(found -> switch (figure) {
                case COUNT -> found.count();
                case SUM -> found.sum();
                case MEAN -> found.sum() / found.count();
            });
            all.sort(byFigure.reversed().thenComparing(Found::text));
            return all;
        }
    }
}
