// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.codec.StateOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileSketchTest {
    private static final Percentage ONE_PERCENT = Percentage.withPercentage(1);

    private final QuantileSketch sketch = new QuantileSketch(0.01);

    @Test
    void a3_nothing_has_no_percentiles() {
        assertThat(sketch.count()).isZero();
        assertThatThrownBy(() -> sketch.quantile(50))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a sketch without values has no percentiles");
    }

    @Test
    void a2_equal_values_are_exact_and_cost_no_counters() {
        long empty = sketch.sizeInBytes();
        for (int i = 0; i < 1000; i++) {
            sketch.add(412.7);
        }
        assertThat(sketch.quantile(99)).isEqualTo(412.7);
        assertThat(sketch.sizeInBytes()).isEqualTo(empty);
    }

    @Test
    void a2_negative_values_zeros_and_positive_values_are_in_order() {
        for (double value : new double[] {5, 0, -5, -0.0, 7, -7, 0}) {
            sketch.add(value);
        }
        Exact exact = new Exact(-7, -5, 0, 0, 0, 5, 7);
        for (int p = 0; p <= 100; p++) {
            exact.check(sketch, p, "mixed signs");
        }
    }

    @Test
    void a2_one_and_three_hundred_zeros_on_both_sides_of_the_point_are_told_apart() {
        for (double value : new double[] {1e300, 1e-300, 1e300, -1e300, -1e-300, 1e-300}) {
            sketch.add(value);
        }
        new Exact(-1e300, -1e-300, 1e-300, 1e-300, 1e300, 1e300).check(sketch, 50, "extremes");
        assertThat(sketch.sizeInBytes()).isLessThan(600);
    }

    @Test
    void values_with_a_weight_are_as_many_single_ones() {
        QuantileSketch single = new QuantileSketch(0.01);
        for (int i = 1; i <= 300; i++) {
            sketch.add(i % 10 - 5, i);
            for (int k = 0; k < i; k++) {
                single.add(i % 10 - 5);
            }
        }
        assertThat(sketch.count()).isEqualTo(single.count());
        for (int p = 0; p <= 100; p++) {
            assertThat(sketch.quantile(p)).isEqualTo(single.quantile(p));
        }
    }

    @Test
    void counters_hold_any_count_that_is_a_long() {
        sketch.add(1, Long.MAX_VALUE / 2);
        sketch.add(10, Long.MAX_VALUE / 4);
        sketch.add(100, 3);
        assertThat(sketch.quantile(50)).isCloseTo(1, ONE_PERCENT);
        assertThat(sketch.quantile(70)).isCloseTo(10, ONE_PERCENT);

        QuantileSketch other = sketch.copy();
        assertThatThrownBy(() -> sketch.merge(other)).isInstanceOf(ArithmeticException.class);
        sketch.add(1, Long.MAX_VALUE - sketch.count());
        assertThatThrownBy(() -> sketch.add(1)).isInstanceOf(ArithmeticException.class);
        assertThat(sketch.count()).isEqualTo(Long.MAX_VALUE);
        assertThat(sketch.quantile(100)).isEqualTo(100);
    }

    @Test
    void a_value_is_added_no_times_but_never_less() {
        sketch.add(3, 0);
        assertThat(sketch.count()).isZero();
        assertThatThrownBy(() -> sketch.add(3, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot add a value -1 times");
    }

    @Test
    void many_percentiles_are_those_of_each_in_any_order() {
        for (int i = 0; i < 1000; i++) {
            sketch.add(i * i);
        }
        double[] ps = {95, 50, 99, 99, 0, 100, 1};
        double[] out = new double[8];
        sketch.quantiles(ps, out);
        for (int i = 0; i < ps.length; i++) {
            assertThat(out[i]).isEqualTo(sketch.copy().quantile(ps[i]));
        }
        assertThatThrownBy(() -> sketch.quantiles(ps, new double[6]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no room for 7 percentiles in 6");
    }

    @Test
    void merging_leaves_the_other_as_it_is() {
        sketch.add(1);
        sketch.add(2);
        QuantileSketch sum = new QuantileSketch(0.01);
        sum.merge(sketch);
        sum.add(3);
        sum.add(2);
        assertThat(sketch.count()).isEqualTo(2);
        assertThat(sketch.quantile(100)).isEqualTo(2);
        assertThat(sum.count()).isEqualTo(4);
        assertThat(sum.quantile(100)).isEqualTo(3);
    }

    @Test
    void a_sketch_can_be_merged_with_itself_until_counters_outgrow_their_lanes() {
        sketch.add(1);
        sketch.merge(sketch);
        sketch.add(8);
        for (int i = 0; i < 40; i++) {
            sketch.merge(sketch);
        }
        assertThat(sketch.count()).isEqualTo(3L << 40);
        assertThat(sketch.quantile(66)).isCloseTo(1, ONE_PERCENT);
        assertThat(sketch.quantile(67)).isEqualTo(8);
        assertThat(sketch.quantile(99.9)).isEqualTo(8);
    }

    @Test
    void nothing_is_the_identity_of_merging() {
        sketch.add(4);
        sketch.merge(new QuantileSketch(0.01));
        QuantileSketch other = new QuantileSketch(0.01);
        other.merge(sketch);
        assertThat(sketch.count()).isEqualTo(1);
        assertThat(other.quantile(50)).isEqualTo(4);
    }

    @Test
    void sketches_of_different_errors_are_not_merged() {
        QuantileSketch other = new QuantileSketch(0.02);
        assertThatThrownBy(() -> sketch.merge(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot merge a sketch of relative error 0.02 into one of 0.01");
    }

    @Test
    void after_clearing_only_new_values_count() {
        sketch.add(1);
        sketch.add(100);
        sketch.add(0);
        sketch.clear();
        assertThat(sketch.count()).isZero();
        sketch.add(50);
        sketch.add(60);
        assertThat(sketch.quantile(0)).isEqualTo(50);
        assertThat(sketch.quantile(100)).isEqualTo(60);
        assertThat(sketch.count()).isEqualTo(2);
    }

    @Test
    void a1_two_values_show_the_same_without_counters_as_with_them() {
        RandomGenerator random = Seeded.random("pairs");
        double[] some = {0, -0.0, 1, 1.001, 1.5, -1, -1.001, 700, 1e300, Double.MIN_VALUE, -1e-300};
        for (int i = 0; i < 2_000; i++) {
            double a = some[random.nextInt(some.length)];
            double b = i % 2 == 0 ? some[random.nextInt(some.length)] : a * (1 + random.nextDouble() / 50);
            QuantileSketch pair = of(a, b);
            QuantileSketch counted = pair.spelledOut();
            assertThat(shown(pair)).as("%s, %s", a, b).isEqualTo(shown(counted));
            assertThat(bytes(pair)).isEqualTo(bytes(counted)).isEqualTo(bytes(of(b, a)));

            double c = some[random.nextInt(some.length)];
            QuantileSketch merged = of(c);
            merged.merge(pair);
            QuantileSketch other = pair.copy();
            other.add(c);
            QuantileSketch third = counted.copy();
            third.add(c, 1);
            assertThat(bytes(merged))
                    .as("%s, %s, %s", a, b, c)
                    .isEqualTo(bytes(other))
                    .isEqualTo(bytes(third));
            pair.merge(pair);
            assertThat(bytes(pair)).isEqualTo(bytes(of(a, b, a, b)));
        }
    }

    private static QuantileSketch of(double... values) {
        QuantileSketch sketch = new QuantileSketch(0.01);
        for (double value : values) {
            sketch.add(value);
        }
        return sketch;
    }

    private static List<String> shown(QuantileSketch sketch) {
        List<String> shown = new ArrayList<>();
        sketch.forEachNumber((number, count) -> shown.add(number + " " + count));
        return shown;
    }

    private static byte[] bytes(QuantileSketch sketch) {
        StateOutput out = new StateOutput();
        QuantileSketchCodec.INSTANCE.write(sketch, out);
        return out.toByteArray();
    }

    @Test
    void a_copy_goes_its_own_way() {
        sketch.add(1);
        sketch.add(2);
        QuantileSketch copy = sketch.copy();
        copy.add(3);
        copy.add(1);
        assertThat(sketch.count()).isEqualTo(2);
        assertThat(copy.count()).isEqualTo(4);
        assertThat(copy.quantile(50)).isCloseTo(1, ONE_PERCENT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.01, 0.00099, 0.26, 1, Double.NaN})
    void other_errors_are_refused(double error) {
        assertThatThrownBy(() -> new QuantileSketch(error))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("relative error is " + error + ", must be from 0.001 to 0.25");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void an_assertion_finds_callers_that_do_not_check(double value) {
        assertThatThrownBy(() -> sketch.add(value)).isInstanceOf(AssertionError.class);
    }
}
