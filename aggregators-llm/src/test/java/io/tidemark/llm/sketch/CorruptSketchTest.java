// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import org.junit.jupiter.api.Test;

/** What no sketch can have written is refused, each by its own check. */
class CorruptSketchTest {
    private static final int SHIFT = LogLinear.shiftFor(0.01);

    private final StateOutput out = new StateOutput();

    @Test
    void bytes_by_hand_are_read_if_they_are_sound() throws CorruptStateException {
        form2(1, 2, 0).counters(1, 1, 64, 1);
        assertThat(read().count()).isEqualTo(2);
    }

    @Test
    void the_relative_error_is_one_that_a_sketch_can_have() {
        out.writeDouble(0.5);
        refused("the relative error is out of bounds");
    }

    @Test
    void there_are_three_forms() {
        form(3);
        refused("the form is unknown");
    }

    @Test
    void equal_values_are_at_least_one() {
        form(1);
        out.writeDouble(5);
        out.writeVarLong(0);
        refused("a count is zero");
    }

    @Test
    void counts_are_not_negative() {
        form(1);
        out.writeDouble(5);
        out.writeVarLong(-1);
        refused("a count is too large");
    }

    @Test
    void values_are_finite() {
        form2(1, Double.POSITIVE_INFINITY, 0);
        refused("a value is not finite");
    }

    @Test
    void zeros_are_positive() {
        form2(-0.0, 1, 1);
        refused("a zero is negative");
    }

    @Test
    void the_minimum_is_below_the_maximum() {
        form2(2, 2, 0);
        refused("the minimum is not below the maximum");
    }

    @Test
    void zeros_lie_between_the_minimum_and_the_maximum() {
        form2(1, 2, 1);
        refused("zero is out of bounds");
    }

    @Test
    void a_minimum_of_zero_is_counted() {
        form2(0, 2, 0);
        refused("zero is out of bounds");
    }

    @Test
    void the_first_key_is_that_of_the_minimum() {
        form2(1, 2, 0).counters(2, 1, 63, 1);
        refused("the minimum is not counted");
    }

    @Test
    void a_negative_minimum_below_zeros_is_counted() {
        form2(-1, 0, 1).counters();
        refused("the minimum or the maximum is not counted");
    }

    @Test
    void the_last_key_is_that_of_the_maximum() {
        form2(1, 2, 0).counters(1, 1, 63, 1);
        refused("the minimum or the maximum is not counted");
    }

    @Test
    void no_key_is_above_that_of_the_maximum() {
        form2(1, 2, 0).counters(1, 1, 65, 1);
        refused("a key is out of order");
    }

    @Test
    void keys_ascend() {
        form2(1, 2, 0);
        out.writeVarLong(2);
        out.writeVarLong(1);
        refused("a key is out of order");
    }

    @Test
    void a_huge_step_does_not_wrap_around() {
        form2(1, 2, 0);
        out.writeVarLong(2);
        out.writeVarLong(-2);
        refused("a key is out of order");
    }

    @Test
    void keys_between_the_least_values_of_both_signs_are_of_no_value() {
        int negative = LogLinear.key(-1, SHIFT);
        form2(-1, 1, 0).counters(1, 1, -negative, 1, LogLinear.key(1, SHIFT), 1);
        refused("a key is of no value");
    }

    @Test
    void two_different_values_are_not_one() {
        form2(1, Math.nextUp(1.0), 0).counters(1, 1);
        refused("one value is counted as two");
    }

    @Test
    void all_counts_together_are_a_long() {
        form2(1, 2, 0).counters(1, Long.MAX_VALUE / 2 + 1, 64, Long.MAX_VALUE / 2 + 1);
        refused("there are too many values");
    }

    @Test
    void a_count_is_a_long() {
        form2(1, 2, 0);
        out.writeVarLong(3);
        out.writeVarLong(Long.MAX_VALUE - 1);
        refused("a count is too large");
    }

    private void form(int form) {
        out.reset();
        out.writeDouble(0.01);
        out.writeByte(form);
    }

    private CorruptSketchTest form2(double min, double max, long zeros) {
        form(2);
        out.writeDouble(min);
        out.writeDouble(max);
        out.writeVarLong(zeros);
        return this;
    }

    /** Pairs of a step of keys and a count. */
    private void counters(long... steps) {
        for (int i = 0; i < steps.length; i += 2) {
            out.writeVarLong(2 * steps[i] + (steps[i + 1] == 1 ? 0 : 1));
            if (steps[i + 1] != 1) {
                out.writeVarLong(steps[i + 1] - 2);
            }
        }
        out.writeVarLong(0);
    }

    private QuantileSketch read() throws CorruptStateException {
        return QuantileSketchCodec.INSTANCE.read(new StateInput(out.toByteArray()), 1);
    }

    private void refused(String why) {
        assertThatThrownBy(this::read)
                .isInstanceOf(CorruptStateException.class)
                .hasMessage("these are not the bytes of a quantile sketch: " + why);
    }
}
