// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestRankTest {
    @Test
    void a2_the_rank_is_that_of_decimal_arithmetic() {
        double[] usual = {
            0, 0.01, 0.1, 1, 2.5, 5, 7, 10, 25, 29, 50, 57, 58, 75, 90, 95, 97.5, 99, 99.9, 99.95, 99.99, 99.999, 100
        };
        for (double p : usual) {
            for (int count = 1; count <= 1000; count++) {
                assertThat(NearestRank.of(p, count)).as("p%s of %s", p, count).isEqualTo(Exact.rank(p, count));
            }
        }
    }

    @Test
    void a2_the_rank_is_that_of_decimal_arithmetic_for_any_percentile_and_count() {
        RandomGenerator random = Seeded.random("rank");
        for (int i = 0; i < 50_000; i++) {
            int digits = random.nextInt(5);
            double p = random.nextInt(100 * (int) Math.pow(10, digits) + 1) / Math.pow(10, digits);
            long count = random.nextLong(1, 1L << random.nextInt(1, 30));
            assertThat(NearestRank.of(p, count)).as("p%s of %s", p, count).isEqualTo(Exact.rank(p, count));
        }
    }

    @Test
    void the_99_9th_of_a_thousand_is_the_999th() {
        assertThat(Math.ceil(99.9 / 100 * 1000))
                .as("what double arithmetic says")
                .isEqualTo(1000);
        assertThat(NearestRank.of(99.9, 1000)).isEqualTo(999);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 100.1, Double.NaN, Double.POSITIVE_INFINITY})
    void other_percentiles_are_refused(double p) {
        assertThatThrownBy(() -> NearestRank.of(p, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("percentile is " + p + ", must be from 0 to 100");
    }
}
