// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriftMeasuresTest {
    /**
     * The three examples in the documentation of scipy.stats.ks_2samp, version 1.0.0 (docs.scipy.org/doc/scipy-1.0.0/reference/generated/scipy.stats.ks_2samp.html), of samples of 200 and 300, whose p-value is by the same formula.
     */
    @ParameterizedTest
    @CsvSource({
        "0.20833333333333337, 4.6674975515806989e-5",
        "0.10333333333333333, 0.14498781825751686",
        "0.07999999999999996, 0.41126949729859719"
    })
    void the_p_value_is_that_of_published_examples(double statistic, double pValue) {
        assertThat(KolmogorovSmirnov.pValue(statistic, 200, 300)).isCloseTo(pValue, within(1e-9 * pValue));
    }

    /** The limits of Smirnov's table for large samples: 1.36 for 5 %, 1.63 for 1 %. */
    @ParameterizedTest
    @CsvSource({"1.3581, 0.05", "1.6276, 0.01", "1.2238, 0.10"})
    void the_p_value_has_the_limits_of_the_table_for_large_samples(double limit, double pValue) {
        long n = 100_000_000;

        assertThat(KolmogorovSmirnov.pValue(limit / Math.sqrt(n / 2.0), n, n)).isCloseTo(pValue, within(1e-4));
    }

    @Test
    void samples_that_are_alike_are_surely_of_one_distribution_and_others_surely_not() {
        assertThat(KolmogorovSmirnov.pValue(0, 50, 70)).isEqualTo(1);
        assertThat(KolmogorovSmirnov.pValue(1, 500, 700)).isBetween(0.0, 1e-100);
    }

    /** By hand: after 1 and 2, the shares are 2/4 and 1/5; after 3, 3/4 and 1/5; that is the largest difference. */
    @Test
    void the_statistic_is_the_largest_difference_of_shares() {
        Spread one = spread(1, 2, 3, 6);
        Spread other = spread(2, 4, 5, 6, 7);

        assertThat(KolmogorovSmirnov.statistic(one, other)).isCloseTo(0.55, within(1e-15));
        assertThat(KolmogorovSmirnov.statistic(other, one)).isCloseTo(0.55, within(1e-15));
        assertThat(KolmogorovSmirnov.statistic(one, one)).isZero();
        assertThat(KolmogorovSmirnov.statistic(one, spread(9, 9))).isEqualTo(1);
    }

    /**
     * The shares of the example of the R package KAscore (ketchbrookanalytics.github.io/KAscore/reference/psi.html): four ranges of scores with 25 % each, and then 10, 20, 30 and 40 %. By hand 0.15 ln 2.5 + 0.05 ln 1.25 + 0.05 ln 1.2 + 0.15 ln 1.6 =
     * 0.228217; the page samples 200 of them, and so prints 0.34.
     */
    @Test
    void the_index_is_the_sum_over_the_bins() {
        double index = PopulationStability.index(new long[] {250, 250, 250, 250}, new long[] {20, 40, 60, 80});

        assertThat(index).isCloseTo(0.228217, within(1e-6));
        assertThat(PopulationStability.index(new long[] {1, 2, 0}, new long[] {10, 20, 0}))
                .isZero();
    }

    @Test
    void an_empty_bin_has_a_least_share() {
        double index = PopulationStability.index(new long[] {5, 5}, new long[] {0, 10});

        assertThat(index).isCloseTo((1e-4 - 0.5) * Math.log(1e-4 / 0.5) + (1 - 0.5) * Math.log(1 / 0.5), within(1e-12));
    }

    /** Of 1 to 10 in five bins, two each; all of 7 to 10, and none of the rest. */
    @Test
    void bins_have_as_many_expected_numbers_each() {
        Spread expected = spread(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        Spread actual = spread(7, 8, 9, 10);

        assertThat(PopulationStability.index(expected, actual, 5))
                .isCloseTo(
                        PopulationStability.index(new long[] {2, 2, 2, 2, 2}, new long[] {0, 0, 0, 2, 2}),
                        within(1e-12));
        assertThat(PopulationStability.index(spread(3, 3, 3), spread(3), 5)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void what_is_grouped_is_wrong_by_less_than_it_says(long seed) {
        Random random = new Random(seed);
        double[] one = random.doubles(3000).map(x -> Math.exp(3 * x)).toArray();
        double[] other = random.doubles(2000).map(x -> Math.exp(3 * x + 0.2)).toArray();
        Spread small = spread(one);

        assertThat(small.size()).isBetween(Spread.MOST / 3, Spread.MOST);
        assertThat(small.total()).isEqualTo(3000);
        assertThat(KolmogorovSmirnov.statistic(small, spread(other)))
                .isCloseTo(exactStatistic(one, other), within(2.0 / (Spread.MOST / 2)));
    }

    @Test
    void it_is_written_and_read_and_nothing_else_is() throws CorruptStateException {
        Spread spread = spread(-3, 0, 0, 12.5);
        StateOutput out = new StateOutput();
        spread.write(out);
        byte[] bytes = out.toByteArray();
        StateOutput again = new StateOutput();
        Spread.read(new StateInput(bytes)).write(again);

        assertThat(again.toByteArray()).isEqualTo(bytes);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Spread.read(new StateInput(cut)))
                    .isInstanceOf(CorruptStateException.class);
        }
    }

    /** Over all limits, on the numbers themselves. */
    private static double exactStatistic(double[] one, double[] other) {
        return DoubleStream.concat(Arrays.stream(one), Arrays.stream(other))
                .map(limit -> Math.abs(share(one, limit) - share(other, limit)))
                .max()
                .orElse(0);
    }

    private static double share(double[] numbers, double limit) {
        return (double) Arrays.stream(numbers).filter(number -> number <= limit).count() / numbers.length;
    }

    private static Spread spread(double... numbers) {
        return Spread.of(visitor -> {
            double[] sorted = numbers.clone();
            Arrays.sort(sorted);
            for (double number : sorted) {
                visitor.visit(number, 1);
            }
        });
    }
}
