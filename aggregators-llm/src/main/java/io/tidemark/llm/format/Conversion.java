// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row.Kind;
import java.math.BigDecimal;

/** Turns the value at a source of a mapping into that of the field. */
final class Conversion {
    private static final double EXACT_LIMIT = 0x1p53;

    /** A power of ten up to here is a double. */
    private static final int MAX_SHIFT = 22;

    private final FieldMapping.Source source;
    private final long factor;

    Conversion(FieldMapping.Source source) {
        this.source = source;
        int digits = Math.abs(source.unit().shift());
        factor = BigDecimal.ONE.scaleByPowerOfTen(Math.min(digits, MAX_SHIFT)).longValueExact();
    }

    /** Whether a decimal is needed as it was written. */
    boolean needsText() {
        return source.unit().needsText() || !source.values().isEmpty();
    }

    /** Sets {@code out} to what {@code value} stands for; false when it is not something. */
    boolean convert(Scalar value, Scalar out) {
        if (isNothing(value)) {
            return false;
        }
        if (!source.values().isEmpty()) {
            return translate(value, out);
        }
        switch (source.unit().measure()) {
            case TEXT -> out.set(value);
            case FLAG -> flag(value, out);
            case TIME -> time(value, out);
            case NUMBER, DURATION, TOKENS, MONEY -> number(value, out);
        }
        return true;
    }

    /** Whether {@code value} lets the next source have its turn. */
    static boolean isNothing(Scalar value) {
        return value.kind() == Kind.MISSING
                || value.kind() == Kind.NULL
                || (value.kind() == Kind.TEXT && value.isEmptyText());
    }

    private boolean translate(Scalar value, Scalar out) {
        String written = switch (value.kind()) {
            case TEXT, DECIMAL -> value.text();
            case INTEGER -> Long.toString(value.integer());
            case BOOLEAN -> value.integer() != 0 ? "true" : "false";
            case MISSING, NULL, NESTED -> "";
        };
        String translated = source.values().get(written);
        if (translated == null) {
            return false;
        }
        out.setText(translated);
        return true;
    }

    private static void flag(Scalar value, Scalar out) {
        out.set(value);
        if (value.kind() == Kind.TEXT) {
            String text = value.text();
            if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
                out.setBoolean(text.length() == 4);
            }
        } else if (value.kind() == Kind.INTEGER && (value.integer() == 0 || value.integer() == 1)) {
            out.setBoolean(value.integer() == 1);
        }
    }

    private void time(Scalar value, Scalar out) {
        long timestamp = timestamp(value);
        if (timestamp == TimestampFormat.UNREADABLE || timestamp == TimestampFormat.OUT_OF_RANGE) {
            out.set(value);
        } else {
            out.setInteger(timestamp);
        }
    }

    /** The instant that {@code value} stands for, as {@link TimestampFormat} has it. */
    long timestamp(Scalar value) {
        return value.timestamp(source.unit().format(), RowFiller.ABSENT);
    }

    private void number(Scalar value, Scalar out) {
        out.set(value);
        if (value.kind() == Kind.TEXT && Scalar.isNumber(value.text())) {
            out.setNumber(value.text());
        }
        if (source.unit().shift() != 0 && out.kind() == Kind.INTEGER) {
            shift(out.integer(), out);
        } else if (source.unit().shift() != 0 && out.kind() == Kind.DECIMAL) {
            shift(out.text(), out);
        }
    }

    private void shift(long number, Scalar out) {
        boolean isUp = source.unit().shift() > 0;
        if (isUp && Math.abs(number) <= Long.MAX_VALUE / factor && number != Long.MIN_VALUE) {
            out.setInteger(number * factor);
        } else if (!isUp && number % factor == 0) {
            out.setInteger(number / factor);
        } else if (!isUp && Math.abs((double) number) < EXACT_LIMIT) {
            // Both are doubles exactly, so that the quotient is rounded once.
            out.setSmallDecimal((double) number / factor);
        } else {
            shift(Long.toString(number), out);
        }
    }

    private void shift(String written, Scalar out) {
        double approximate = Double.parseDouble(written);
        if (approximate == 0 || !(Math.abs(approximate) < 1e300) || Math.abs(approximate) < 1e-290) {
            // No number of a call, and a BigDecimal of it may have any exponent.
            out.setSmallDecimal(approximate * Math.pow(10, source.unit().shift()));
            return;
        }
        BigDecimal exact =
                new BigDecimal(written).scaleByPowerOfTen(source.unit().shift());
        out.setDecimal(exact.toString());
    }
}
