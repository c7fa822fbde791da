// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.codec.StateOutput;
import io.tidemark.engine.Footprint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DistinctTextsTest {
    private static final double[] ERRORS = {0.002, 0.01, 0.03, 0.1};

    @Test
    void few_texts_are_counted_exactly_in_any_order_and_grouping() {
        RandomGenerator random = Seeded.random("few distinct");
        for (int round = 0; round < 200; round++) {
            double error = ERRORS[round % ERRORS.length];
            int bound = DistinctTexts.exact(new DistinctTexts(error).precision());
            Set<String> naive = new HashSet<>();
            DistinctTexts texts = merged(random, error, 3 * bound, 1 + random.nextInt(bound), naive);
            assertThat(texts.isExact()).isTrue();
            assertThat(texts.count()).isEqualTo(naive.size());
        }
    }

    @Test
    void the_root_of_the_mean_square_of_many_errors_is_the_error_that_was_asked_for() {
        for (double error : new double[] {0.02, 0.1}) {
            double squares = 0;
            int rounds = 300;
            int size = 20_000;
            for (int round = 0; round < rounds; round++) {
                DistinctTexts texts = new DistinctTexts(error);
                for (int i = 0; i < size; i++) {
                    texts.add("user " + round + " " + i);
                }
                double off = (double) texts.count() / size - 1;
                assertThat(off).isCloseTo(0, within(5 * error));
                squares += off * off;
            }
            assertThat(Math.sqrt(squares / rounds)).isBetween(error / 2.5, error * 1.05);
        }
    }

    @Test
    void many_texts_are_within_five_times_the_standard_error_at_every_size() {
        for (double error : ERRORS) {
            DistinctTexts texts = new DistinctTexts(error);
            for (int i = 1; i <= 300_000; i++) {
                texts.add("session-" + i);
                if (i % 1_009 == 0) {
                    assertThat((double) texts.count()).isCloseTo(i, within(5 * error * i));
                }
            }
            assertThat(texts.isExact()).isFalse();
        }
    }

    @Test
    void neither_order_nor_grouping_show_in_the_bytes() {
        RandomGenerator random = Seeded.random("many distinct");
        for (int round = 0; round < 60; round++) {
            Set<String> naive = new HashSet<>();
            DistinctTexts texts = merged(random, 0.1, random.nextInt(3_000), 1 + random.nextInt(400), naive);
            DistinctTexts again = new DistinctTexts(0.1);
            naive.forEach(again::add);
            assertThat(bytes(texts)).isEqualTo(bytes(again));
            assertThat(texts.count()).isEqualTo(again.count());
        }
    }

    @Test
    void memory_is_bounded_by_the_error() {
        DistinctTexts texts = new DistinctTexts(0.01);
        long most = 0;
        for (int i = 0; i < 3_000; i++) {
            texts.add("t" + i);
            most = Math.max(most, Footprint.of(texts));
        }
        assertThat(most).isLessThan(16_600);
        assertThat(Footprint.of(texts)).isBetween(8_192L, 8_300L);
        texts.clear();
        assertThat(Footprint.of(texts)).isLessThan(200);
    }

    @Test
    void a_hash_of_zero_counts_as_well() {
        DistinctTexts texts = new DistinctTexts(0.1);
        texts.addHash(0);
        texts.addHash(0);
        assertThat(texts.count()).isEqualTo(1);
    }

    @Test
    void those_of_another_error_are_not_merged() {
        assertThatThrownBy(() -> new DistinctTexts(0.01).merge(new DistinctTexts(0.05)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different relative errors");
        assertThatThrownBy(() -> new DistinctTexts(0.5)).isInstanceOf(IllegalArgumentException.class);
    }

    private static DistinctTexts merged(
            RandomGenerator random, double error, int size, int different, Set<String> naive) {
        List<DistinctTexts> parts = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            parts.add(new DistinctTexts(error));
        }
        for (int i = 0; i < size; i++) {
            String text = "text " + random.nextInt(different);
            parts.get(random.nextInt(parts.size())).add(text);
            naive.add(text);
        }
        while (parts.size() > 1) {
            DistinctTexts from = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).merge(from);
        }
        return parts.get(0);
    }

    static byte[] bytes(DistinctTexts texts) {
        StateOutput out = new StateOutput();
        DistinctTextsCodec.INSTANCE.write(texts, out);
        return out.toByteArray();
    }
}
