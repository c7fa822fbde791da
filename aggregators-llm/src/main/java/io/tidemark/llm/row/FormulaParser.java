// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.llm.row.RowFormula.Constant;
import io.tidemark.llm.row.RowFormula.Field;
import io.tidemark.llm.row.RowFormula.Operation;
import io.tidemark.llm.row.RowFormula.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * Reads formulas: fields, numbers, {@code + - * /} and parentheses. Operators stand between blanks, because names of fields may have a {@code -} or a {@code /} in them; one
 * between blanks is what makes a text a formula.
 */
final class FormulaParser {
    private static final Pattern OPERATOR = Pattern.compile("\\s[-+*/]\\s");
    private static final Pattern TOKEN = Pattern.compile("[()]|[^\\s()]+");
    private static final int MAX_LENGTH = 500;
    private static final String END = "the end";

    private final String text;
    private final ToIntFunction<String> slots;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private FormulaParser(String text, ToIntFunction<String> slots) {
        this.text = text;
        this.slots = slots;
        TOKEN.matcher(text).results().forEach(token -> tokens.add(token.group()));
        tokens.add(END);
    }

    /** Whether {@code text} is a formula and not the path of a field. */
    static boolean isFormula(String text) {
        return OPERATOR.matcher(text).find();
    }

    /**
     * What {@code text} computes.
     *
     * @param slots where rows hold the field of a path
     * @throws IllegalArgumentException when it cannot be understood; the message says where
     */
    static Term parse(String text, ToIntFunction<String> slots) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a formula has at most " + MAX_LENGTH + " characters");
        }
        FormulaParser parser = new FormulaParser(text, slots);
        Term sum = parser.sum();
        parser.expect(END);
        return sum;
    }

    private Term sum() {
        Term left = product();
        while (isNext("+") || isNext("-")) {
            left = new Operation(next().charAt(0), left, product());
        }
        return left;
    }

    private Term product() {
        Term left = operand();
        while (isNext("*") || isNext("/")) {
            left = new Operation(next().charAt(0), left, operand());
        }
        return left;
    }

    private Term operand() {
        if (isNext("(")) {
            next();
            Term inside = sum();
            expect(")");
            return inside;
        }
        if (at == tokens.size() - 1 || isNext(")") || tokens.get(at).matches("[-+*/]")) {
            throw wrong("a field, a number or '('");
        }
        String token = next();
        return Character.isDigit(token.charAt(0)) ? number(token) : new Field(slots.applyAsInt(token));
    }

    private Term number(String token) {
        try {
            return new Constant(Double.parseDouble(token));
        } catch (NumberFormatException e) {
            at--;
            throw wrong("a number");
        }
    }

    private void expect(String token) {
        if (!isNext(token)) {
            throw wrong(token.equals(END) ? "an operator between blanks" : "'" + token + "'");
        }
        at++;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("in '" + text + "': expected " + expected + ", but got "
                + (at == tokens.size() - 1 ? END : "'" + tokens.get(at) + "'"));
    }

    private boolean isNext(String token) {
        return tokens.get(at).equals(token);
    }

    private String next() {
        return tokens.get(at++);
    }
}
