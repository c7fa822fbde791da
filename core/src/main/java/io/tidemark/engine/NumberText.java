// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in sentences, without an exponent unless they are very large or very small. The same in every locale. */
final class NumberText {
    private static final MathContext EXACT = new MathContext(5);
    private static final MathContext ROUGH = new MathContext(3);

    private NumberText() {}

    /** Five digits: {@code 1800.2}, {@code 412}, {@code 0.25}. */
    static String of(double value) {
        return of(value, EXACT);
    }

    /** Three digits, for what is only compared: {@code 4.51}. */
    static String rough(double value) {
        return of(value, ROUGH);
    }

    private static String of(double value, MathContext digits) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(digits).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= 1e12 || size < 1e-6 ? rounded.toString() : rounded.toPlainString();
    }
}
