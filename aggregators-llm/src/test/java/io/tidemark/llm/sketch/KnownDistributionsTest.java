// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Percentiles of the distributions of textbooks, merged from 1,000 parts that were written and read, against the exact nearest rank. */
class KnownDistributionsTest {
    private static final int PARTS = 1_000;
    private static final int VALUES = 200_000;
    private static final double[] PERCENTILES = {0.1, 1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100};

    /** Each draws one value. */
    enum Known {
        UNIFORM,
        NORMAL,
        LOGNORMAL,
        EXPONENTIAL,
        PARETO,
        BIMODAL,
        CONSTANT,
        ZIPF,
        GAMMA,
        WEIBULL,
        CAUCHY,
        GEOMETRIC;

        double draw(RandomGenerator random) {
            return switch (this) {
                case UNIFORM -> random.nextDouble(100, 5_000);
                case NORMAL -> 500 + 120 * random.nextGaussian();
                case LOGNORMAL -> Math.exp(6 + 0.8 * random.nextGaussian());
                case EXPONENTIAL -> 300 * exponential(random);
                case PARETO -> 50 * Math.pow(1 - random.nextDouble(), -1 / 1.3);
                case BIMODAL ->
                    random.nextInt(3) == 0 ? 2_000 + 300 * random.nextGaussian() : 80 + 9 * random.nextGaussian();
                case CONSTANT -> 412.5;
                case ZIPF -> Math.floor(Math.pow(1 - random.nextDouble(), -1 / 1.1));
                // Of shape 3: the sum of three.
                case GAMMA -> 90 * (exponential(random) + exponential(random) + exponential(random));
                case WEIBULL -> 700 * Math.pow(exponential(random), 1 / 0.6);
                case CAUCHY -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
                case GEOMETRIC -> Math.floor(exponential(random) / 0.05);
            };
        }

        private static double exponential(RandomGenerator random) {
            return -Math.log(1 - random.nextDouble());
        }
    }

    @ParameterizedTest
    @EnumSource(Known.class)
    void a2_percentiles_are_within_the_error_of_the_nearest_rank(Known known) throws IOException {
        RandomGenerator random = Seeded.random("known distributions");
        for (double error : new double[] {0.01, 0.001}) {
            double[] values = new double[VALUES];
            QuantileSketch[] parts = new QuantileSketch[PARTS];
            for (int i = 0; i < PARTS; i++) {
                parts[i] = new QuantileSketch(error);
            }
            for (int i = 0; i < VALUES; i++) {
                values[i] = known.draw(random);
                parts[random.nextInt(PARTS)].add(values[i]);
            }
            QuantileSketch merged = new QuantileSketch(error);
            for (QuantileSketch part : parts) {
                merged.merge(reread(part));
            }
            Exact exact = new Exact(values);
            for (double p : PERCENTILES) {
                exact.check(merged, p, known + " in 1,000 parts");
            }
        }
    }

    private static QuantileSketch reread(QuantileSketch sketch) throws IOException {
        StateOutput out = new StateOutput();
        QuantileSketchCodec.INSTANCE.write(sketch, out);
        return QuantileSketchCodec.INSTANCE.read(new StateInput(out.toByteArray()), 1);
    }
}
