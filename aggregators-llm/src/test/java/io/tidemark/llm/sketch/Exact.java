// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/** All values, sorted: what a sketch is compared with. */
final class Exact {
    private final double[] sorted;

    Exact(double... values) {
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    /** The value of nearest rank, by decimal arithmetic. */
    double quantile(double p) {
        return sorted[(int) rank(p, sorted.length) - 1];
    }

    static long rank(double p, long count) {
        BigDecimal exact =
                BigDecimal.valueOf(p).multiply(BigDecimal.valueOf(count)).movePointLeft(2);
        return Math.max(1, exact.setScale(0, RoundingMode.CEILING).longValueExact());
    }

    void check(QuantileSketch sketch, double p, String what) {
        double exact = quantile(p);
        double estimate = sketch.quantile(p);
        if (!isWithin(estimate, exact, sketch.relativeError())) {
            fail("p%s of %s is %s, must be within %s of %s", p, what, estimate, sketch.relativeError(), exact);
        }
    }

    static boolean isWithin(double estimate, double exact, double relativeError) {
        // Near the least double a relative error is not a double. A power of two moves both up and changes nothing
        // else.
        double scale = Math.abs(exact) < 1e-200 ? 0x1p600 : 1;
        return Math.abs(estimate * scale - exact * scale) <= relativeError * Math.abs(exact * scale);
    }
}
