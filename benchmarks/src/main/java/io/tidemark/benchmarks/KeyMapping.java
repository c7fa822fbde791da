// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import com.datadoghq.sketch.ddsketch.mapping.BitwiseLinearlyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.mapping.QuadraticallyInterpolatedMapping;
import java.util.function.DoubleToIntFunction;

/** Ways from a value to its bucket, each with an error of 1 %. */
public enum KeyMapping {
    /** Shift the bits of the double: 64 buckets in an octave. Ours. */
    SHIFT,
    /** Multiply the bits of the double and keep the upper word: as few buckets as straight lines allow. */
    MULTIPLY,
    /** DDSketch's: shift the bits. */
    BITWISE_LINEAR,
    /** DDSketch's: a parabola between powers of two. */
    QUADRATIC,
    /** DDSketch's: a cubic polynomial between powers of two. */
    CUBIC,
    /** DDSketch's: {@code Math.log}. */
    LOGARITHM;

    private static final double ERROR = 0.01;
    private static final int SHIFT_BITS = 46;
    /** The widest bucket, in octaves, whose middle is within the error of its lower end: 2 * 0.01 of the end. */
    private static final long FACTOR = (long) (Math.scalb(1.0, 64 - 52) / (2 * ERROR));

    DoubleToIntFunction function() {
        return switch (this) {
            case SHIFT -> value -> (int) (Double.doubleToRawLongBits(value) >>> SHIFT_BITS);
            case MULTIPLY -> value -> (int) Math.multiplyHigh(Double.doubleToRawLongBits(value), FACTOR);
            case BITWISE_LINEAR -> of(new BitwiseLinearlyInterpolatedMapping(ERROR));
            case QUADRATIC -> of(new QuadraticallyInterpolatedMapping(ERROR));
            case CUBIC -> of(new CubicallyInterpolatedMapping(ERROR));
            case LOGARITHM -> of(new LogarithmicMapping(ERROR));
        };
    }

    private static DoubleToIntFunction of(IndexMapping mapping) {
        return mapping::index;
    }

    /** How many buckets lie between a value and its double. */
    int bucketsPerOctave() {
        DoubleToIntFunction function = function();
        int octaves = 100;
        return (function.applyAsInt(Math.scalb(1.0, octaves)) - function.applyAsInt(1)) / octaves;
    }
}
