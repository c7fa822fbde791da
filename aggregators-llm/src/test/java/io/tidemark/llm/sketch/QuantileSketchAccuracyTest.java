// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.codec.StateOutput;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class QuantileSketchAccuracyTest {
    private static final double[] PERCENTILES = {0, 0.1, 1, 5, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100};
    private static final double[] ERRORS = {0.01, 0.01, 0.01, 0.25, 0.02, 0.0078125, 0.005, 0.001};

    @Test
    void a2_a_thousand_random_distributions_are_within_the_error() {
        RandomGenerator random = Seeded.random("accuracy");
        for (int i = 0; i < 1000; i++) {
            int size = (int) Math.exp(random.nextDouble(Math.log(100_001)));
            check(random, Distribution.at(i), size);
        }
    }

    @Test
    void a2_a_million_values_are_within_the_error() {
        RandomGenerator random = Seeded.random("million");
        check(random, Distribution.LOGNORMAL, 1_000_000);
        check(random, Distribution.WIDE, 1_000_000);
        check(random, Distribution.MIXED_SIGN, 1_000_000);
    }

    @Test
    void a1_a2_parts_that_are_merged_in_any_grouping_are_the_whole() {
        RandomGenerator random = Seeded.random("merge");
        for (int i = 0; i < 200; i++) {
            double[] values = Distribution.at(i).draw(random, random.nextInt(1, 5000));
            double error = ERRORS[random.nextInt(ERRORS.length)];
            QuantileSketch merged = mergedInParts(random, values, error, random.nextInt(1, 40));
            assertThat(bytes(merged)).isEqualTo(bytes(sketch(values, error)));
            checkAll(merged, values, Distribution.at(i) + " in parts");
        }
    }

    @Test
    void a1_a2_a_thousand_parts_merge_to_the_whole() {
        RandomGenerator random = Seeded.random("thousand parts");
        for (Distribution shape : Distribution.values()) {
            double[] values = shape.draw(random, 5000);
            QuantileSketch merged = mergedInParts(random, values, 0.01, 1000);
            assertThat(bytes(merged)).isEqualTo(bytes(sketch(values, 0.01)));
            checkAll(merged, values, shape + " in 1,000 parts");
        }
    }

    @Test
    void a2_each_single_value_and_each_pair_is_exact() {
        RandomGenerator random = Seeded.random("pairs");
        for (Distribution shape : Distribution.values()) {
            double[] pair = shape.draw(random, 2);
            Exact exact = new Exact(pair[0] + 0.0, pair[1] + 0.0);
            QuantileSketch sketch = sketch(pair, 0.01);
            assertThat(sketch.quantile(50)).isEqualTo(exact.quantile(50));
            assertThat(sketch.quantile(51)).isEqualTo(exact.quantile(51));
        }
    }

    private static void check(RandomGenerator random, Distribution shape, int size) {
        double[] values = shape.draw(random, size);
        double error = ERRORS[random.nextInt(ERRORS.length)];
        checkAll(sketch(values, error), values, size + " of " + shape);
    }

    private static void checkAll(QuantileSketch sketch, double[] values, String what) {
        Exact exact = new Exact(values);
        for (double p : PERCENTILES) {
            exact.check(sketch, p, what);
        }
        assertThat(sketch.count()).isEqualTo(values.length);
        assertThat(sketch.quantile(0)).isEqualTo(exact.quantile(0) + 0.0);
        assertThat(sketch.quantile(100)).isEqualTo(exact.quantile(100) + 0.0);
    }

    /** Values go to random parts, and random parts are merged until one is left. */
    private static QuantileSketch mergedInParts(RandomGenerator random, double[] values, double error, int count) {
        QuantileSketch[] parts = new QuantileSketch[count];
        for (int i = 0; i < count; i++) {
            parts[i] = new QuantileSketch(error);
        }
        for (double value : values) {
            parts[random.nextInt(count)].add(value);
        }
        for (int left = count; left > 1; left--) {
            int from = random.nextInt(left);
            QuantileSketch last = parts[left - 1];
            parts[left - 1] = parts[from];
            parts[from] = last;
            parts[random.nextInt(left - 1)].merge(parts[left - 1]);
        }
        return parts[0];
    }

    private static QuantileSketch sketch(double[] values, double error) {
        QuantileSketch sketch = new QuantileSketch(error);
        for (double value : values) {
            sketch.add(value);
        }
        return sketch;
    }

    private static byte[] bytes(QuantileSketch sketch) {
        StateOutput out = new StateOutput();
        QuantileSketchCodec.INSTANCE.write(sketch, out);
        return out.toByteArray();
    }
}
