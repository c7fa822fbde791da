// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinearTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.00390625, 0.01, 0.02, 0.125, 0.24, 0.25})
    void buckets_are_the_widest_that_keep_the_error(double error) {
        int precision = 52 - LogLinear.shiftFor(error);
        assertThat(Math.scalb(1.0, -precision - 1)).isLessThanOrEqualTo(error);
        assertThat(Math.scalb(1.0, -precision)).isGreaterThan(error);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.0078125, 0.01, 0.02, 0.25})
    void a2_the_middle_is_within_the_error_of_the_ends_of_every_octave(double error) {
        int shift = LogLinear.shiftFor(error);
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            double low = Math.scalb(1.0, exponent);
            double high = exponent == 1023 ? Double.MAX_VALUE : Math.nextDown(2 * low);
            for (double value : new double[] {low, Math.nextUp(low), low * 1.5, Math.nextDown(low * 1.5), high}) {
                checkValue(value, shift, error);
                checkValue(-value, shift, error);
            }
        }
    }

    @Test
    void a2_the_middle_is_within_the_error_of_the_least_values_there_are() {
        int shift = LogLinear.shiftFor(0.01);
        for (int units = 1; units < 10_000; units++) {
            checkValue(units * Double.MIN_VALUE, shift, 0.01);
        }
    }

    @Test
    void keys_are_in_the_order_of_the_values() {
        RandomGenerator random = Seeded.random("order");
        for (int i = 0; i < 100_000; i++) {
            double a = nonZero(random);
            double b = random.nextBoolean() ? nonZero(random) : a * random.nextDouble(0.9, 1.1);
            if (b != 0 && Double.isFinite(b)) {
                int order = Integer.compare(LogLinear.key(a, 46), LogLinear.key(b, 46));
                assertThat(order == 0 || order == Double.compare(a, b))
                        .as("keys of %s and %s", a, b)
                        .isTrue();
            }
        }
    }

    @Test
    void the_keys_of_the_largest_and_the_least_value_fit_an_int() {
        int shift = LogLinear.shiftFor(QuantileSketch.MIN_RELATIVE_ERROR);
        assertThat(LogLinear.key(Double.MIN_VALUE, shift)).isPositive();
        assertThat(LogLinear.key(Double.MAX_VALUE, shift)).isPositive().isLessThan(1 << 24);
        assertThat(LogLinear.key(-Double.MIN_VALUE, shift)).isNegative();
        assertThat(LogLinear.key(-0.0, shift)).isEqualTo(LogLinear.ZERO).isEqualTo(LogLinear.key(0.0, shift));
    }

    private static void checkValue(double value, int shift, double error) {
        double middle = LogLinear.value(LogLinear.key(value, shift), shift);
        assertThat(Exact.isWithin(middle, value, error))
                .as("%s stands for %s", middle, value)
                .isTrue();
    }

    private static double nonZero(RandomGenerator random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return value == 0 || !Double.isFinite(value) ? 1 : value;
    }
}
