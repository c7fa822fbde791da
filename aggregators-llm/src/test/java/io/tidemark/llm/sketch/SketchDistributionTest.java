// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.detect.KolmogorovSmirnov;
import io.tidemark.detect.Spread;
import io.tidemark.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A sketch as a distribution, against the numbers themselves. */
class SketchDistributionTest {
    private static final double ERROR = 0.01;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    @Test
    void all_numbers_are_handed_over_in_order_each_within_the_error() {
        double[] numbers = numbers(seeds.random(), 2000, 0);
        List<Double> handed = new ArrayList<>();
        double[] last = {Double.NEGATIVE_INFINITY};
        sketch(numbers).forEachNumber((number, count) -> {
            assertThat(number).isGreaterThan(last[0]);
            last[0] = number;
            for (long i = 0; i < count; i++) {
                handed.add(number);
            }
        });

        Arrays.sort(numbers);
        assertThat(handed).hasSameSizeAs(numbers);
        for (int i = 0; i < numbers.length; i++) {
            double handedOver = handed.get(i);
            assertThat(handedOver).isCloseTo(numbers[i], within(ERROR * Math.abs(numbers[i])));
        }
    }

    @Test
    void of_nothing_nothing_is_handed_over_and_of_equal_numbers_one() {
        List<String> handed = new ArrayList<>();
        sketch().forEachNumber((number, count) -> handed.add(number + " " + count));
        sketch(7, 7, 7).forEachNumber((number, count) -> handed.add(number + " " + count));
        sketch(0, -0.0, -5, 0).forEachNumber((number, count) -> handed.add(number + " " + count));

        assertThat(handed).containsExactly("7.0 3", "-5.0 1", "0.0 3");
    }

    /** The statistic of the sketches is between that of the numbers when either is moved by the errors of the sketch and of the groups. */
    @Test
    void the_distance_of_sketches_is_that_of_the_numbers_within_their_error() {
        Random random = seeds.random();
        double[] one = DoubleStream.of(numbers(random, 3000, 0)).map(Math::abs).toArray();
        double[] other =
                DoubleStream.of(numbers(random, 2000, 1.5)).map(Math::abs).toArray();

        double found = KolmogorovSmirnov.statistic(Spread.of(sketch(one)), Spread.of(sketch(other)));
        double exact = statistic(one, other, 1);
        double error = 2.0 / 128
                + Math.abs(statistic(one, other, 1 + 2 * ERROR) - exact)
                + Math.abs(statistic(one, other, 1 - 2 * ERROR) - exact);
        assertThat(found).isCloseTo(exact, within(error + 0.01));
        assertThat(exact).isGreaterThan(0.1);
    }

    private static double statistic(double[] one, double[] other, double factor) {
        return DoubleStream.concat(Arrays.stream(one), Arrays.stream(other))
                .map(limit -> Math.abs(share(one, limit) - share(other, limit * factor)))
                .max()
                .orElse(0);
    }

    private static double share(double[] numbers, double limit) {
        return (double) Arrays.stream(numbers).filter(number -> number <= limit).count() / numbers.length;
    }

    /** Of both signs and over some orders of magnitude. */
    private static double[] numbers(Random random, int count, double shift) {
        return random.doubles(count)
                .map(x -> (x < 0.2 ? -1 : 1) * Math.exp(6 * random.nextDouble() + shift))
                .toArray();
    }

    private static QuantileSketch sketch(double... numbers) {
        QuantileSketch sketch = new QuantileSketch(ERROR);
        for (double number : numbers) {
            sketch.add(number);
        }
        return sketch;
    }
}
