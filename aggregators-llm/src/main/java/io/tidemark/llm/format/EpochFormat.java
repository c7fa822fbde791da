// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.time.Timestamps;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Time as a number.
 *
 * @param shift by how many digits to move the point to get milliseconds: 0 of milliseconds, 3 of seconds, -3 of microseconds, -6 of nanoseconds
 */
record EpochFormat(int shift) implements TimestampFormat {
    /** Numbers, also as text, are microseconds since 1970. */
    static final TimestampFormat MICROS = new EpochFormat(-3);

    /** Numbers, also as text, are nanoseconds since 1970. */
    static final TimestampFormat NANOS = new EpochFormat(-6);

    private static final BigDecimal MIN = BigDecimal.valueOf(Timestamps.MIN);
    private static final BigDecimal MAX = BigDecimal.valueOf(Timestamps.MAX);

    @Override
    public long text(String text) {
        return Scalar.isNumber(text) ? decimal(text) : UNREADABLE;
    }

    @Override
    public long text(byte[] ascii, int from, int to) {
        return text(new String(ascii, from, to - from, StandardCharsets.ISO_8859_1));
    }

    @Override
    public long integer(long number) {
        if (shift < 0) {
            return Math.floorDiv(number, shift == -3 ? 1000 : 1_000_000);
        }
        long factor = shift == 0 ? 1 : 1000;
        long least = Timestamps.MIN / factor;
        return number < least || number > -least ? OUT_OF_RANGE : number * factor;
    }

    @Override
    public long decimal(String number) {
        // Exact, because a double would round 1700000000000.9999999 up. What is very large or very small is answered
        // before
        // BigDecimal, which would write out all digits of 1e999999999.
        double approximate = Double.parseDouble(number);
        if (!(Math.abs(approximate) < 0x1p63)) {
            return OUT_OF_RANGE;
        }
        if (Math.abs(approximate) < 1e-9) {
            return isNegative(number) ? -1 : 0;
        }
        BigDecimal millis = new BigDecimal(number).movePointRight(shift).setScale(0, RoundingMode.FLOOR);
        return millis.compareTo(MIN) < 0 || millis.compareTo(MAX) > 0 ? OUT_OF_RANGE : millis.longValueExact();
    }

    /** Whether {@code number} is below zero, however little. */
    private static boolean isNegative(String number) {
        boolean negative = false;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == 'e' || c == 'E') {
                break;
            }
            negative |= c >= '1' && c <= '9';
        }
        return negative && number.charAt(0) == '-';
    }
}
