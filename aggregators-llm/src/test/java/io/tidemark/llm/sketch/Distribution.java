// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Shapes of data that sketches get wrong. */
enum Distribution {
    CONSTANT,
    BIMODAL,
    LOGNORMAL,
    HEAVY_TAIL,
    SORTED,
    REVERSED,
    NEGATIVE,
    MIXED_SIGN,
    WITH_ZEROS,
    ALL_ZERO,
    SMALL_INTEGERS,
    WIDE,
    SUBNORMAL,
    HUGE,
    EXTREMES,
    ANY_BITS,
    POWERS_OF_TWO;

    private static final List<Distribution> ALL = List.of(values());

    /** One after the other, again and again. */
    static Distribution at(int index) {
        return ALL.get(index % ALL.size());
    }

    /** {@code size} values of this shape, its parameters drawn from {@code random}. */
    double[] draw(RandomGenerator random, int size) {
        double scale = Math.exp(random.nextDouble(-5, 15));
        double spread = random.nextDouble(0.05, 3);
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = one(random, scale, spread);
        }
        if (this == SORTED || this == REVERSED) {
            Arrays.sort(values);
        }
        return this == REVERSED ? reversed(values) : values;
    }

    private double one(RandomGenerator random, double scale, double spread) {
        double lognormal = scale * Math.exp(spread * random.nextGaussian());
        return switch (this) {
            case CONSTANT -> scale;
            case BIMODAL -> random.nextInt(10) < 7 ? lognormal : 1000 * lognormal;
            case LOGNORMAL, SORTED, REVERSED -> lognormal;
            case HEAVY_TAIL -> Math.min(scale * Math.pow(1 - random.nextDouble(), -1 / spread), Double.MAX_VALUE);
            case NEGATIVE -> -lognormal;
            case MIXED_SIGN -> scale * random.nextGaussian();
            case WITH_ZEROS ->
                random.nextInt(3) > 0 ? 0.0 * random.nextGaussian() : scale * random.nextGaussian(spread, 1);
            case ALL_ZERO -> random.nextBoolean() ? 0.0 : -0.0;
            case SMALL_INTEGERS -> random.nextInt(1 + (int) (40 * spread));
            case WIDE -> scale * Math.pow(10, random.nextDouble(12));
            case SUBNORMAL ->
                random.nextInt(1 << (1 + random.nextInt(30))) * (random.nextInt(9) == 0 ? -1e-310 : Double.MIN_VALUE);
            case HUGE -> Double.MAX_VALUE * random.nextDouble();
            case EXTREMES -> random.nextBoolean() ? 1e-300 * lognormal : 1e290 * random.nextDouble(1e10);
            case ANY_BITS -> anyFinite(random);
            case POWERS_OF_TWO -> Math.scalb(random.nextBoolean() ? 1.0 : Math.nextDown(1.0), random.nextInt(-80, 80));
        };
    }

    private static double anyFinite(RandomGenerator random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : 1;
    }

    private static double[] reversed(double[] values) {
        double[] reversed = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }
}
