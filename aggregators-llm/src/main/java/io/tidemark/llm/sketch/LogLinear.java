// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

/**
 * The mapping between values and integer keys: which values share a counter, and which value stands for them.
 *
 * <p>A double's bits, read as an integer, are its logarithm with straight lines drawn between the powers of two. So one shift of the bits cuts every octave
 * {@code [2^e, 2^(e+1))} into {@code 2^precision} buckets of equal width, and the middle of a bucket is within {@code 2^-(precision+1)} of all its values. This
 * is the linearly interpolated mapping of DDSketch (Masson, Rim, Lee: DDSketch, VLDB 2019) where the buckets of an octave are a power of two; HdrHistogram cuts
 * integers in the same way.
 *
 * <p>Keys are in the order of the values: those of negative values are negative. Zero has no bucket; the sketch counts it apart.
 */
final class LogLinear {
    /** The key of zero, which is no key of any other value. */
    static final int ZERO = Integer.MIN_VALUE;

    private static final int FRACTION_BITS = 52;
    private static final long MAGNITUDE = Long.MAX_VALUE;
    private static final long SMALLEST_NORMAL = 1L << FRACTION_BITS;

    /** Subnormal values have no octaves of their own. Multiplied by this they have, and their keys are moved down as far again. */
    private static final double LIFT = 0x1p54;

    private static final long LIFT_BITS = 54L << FRACTION_BITS;
    /** Keeps the keys of positive values positive, down to the least subnormal. */
    private static final long BIAS_BITS = 64L << FRACTION_BITS;

    private LogLinear() {}

    /** The shift that makes the widest buckets whose middle is within {@code relativeError} of all their values. */
    static int shiftFor(double relativeError) {
        int precision = Math.max(0, -Math.getExponent(relativeError) - 1);
        return FRACTION_BITS - precision;
    }

    /** The logarithm of the number of buckets in an octave. */
    static int precision(int shift) {
        return FRACTION_BITS - shift;
    }

    /** The key of a finite value. */
    static int key(double value, int shift) {
        long bits = Double.doubleToRawLongBits(value);
        if (value >= Double.MIN_NORMAL) {
            return (int) ((bits + BIAS_BITS) >>> shift);
        }
        long magnitude = bits & MAGNITUDE;
        if (magnitude < SMALLEST_NORMAL) {
            if (magnitude == 0) {
                return ZERO;
            }
            magnitude = (Double.doubleToRawLongBits(value * LIFT) & MAGNITUDE) - LIFT_BITS;
        }
        int key = (int) ((magnitude + BIAS_BITS) >>> shift);
        return bits < 0 ? ~key : key;
    }

    /** The middle of a key's bucket. */
    static double value(int key, int shift) {
        return key < 0 ? -magnitude(~key, shift) : magnitude(key, shift);
    }

    private static double magnitude(int key, int shift) {
        long bits = ((long) key << shift) + (1L << (shift - 1)) - BIAS_BITS;
        if (bits >= SMALLEST_NORMAL) {
            return Double.longBitsToDouble(bits);
        }
        // The bits of a subnormal are its number of units of 2^-1074. A fraction of a unit must be cut off, not
        // rounded: where a bucket is one unit wide,
        // rounding up would leave it.
        double units = Double.longBitsToDouble(bits + LIFT_BITS) * 0x1p1020;
        return Double.longBitsToDouble((long) units);
    }
}
