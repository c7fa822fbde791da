// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.bind;

import io.tidemark.runtime.yaml.YamlScalar;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How the text of a key becomes a value, and how that value is shown.
 *
 * @param expected what it must be, for messages, as in {@code a whole number}
 * @param reader the value of a text, or nothing when the text is none
 * @param hint what to add to the message about a text that is none; begins with a semicolon or is empty
 * @param shown the value in the resolved configuration, which a file may contain again
 * @param quotable whether messages may repeat what was written
 * @param <T> the value
 */
public record Value<T>(
        String expected,
        Function<String, Optional<T>> reader,
        UnaryOperator<String> hint,
        Shown<T> shown,
        boolean quotable) {
    /**
     * Shows a value.
     *
     * @param <T> the value
     */
    @FunctionalInterface
    public interface Shown<T> {
        /** A text, number or truth value for {@code value}, which was written as {@code scalar}. */
        Object show(T value, YamlScalar scalar);
    }

    /** A value without a hint. */
    static <T> Value<T> of(String expected, Function<String, Optional<T>> reader, Function<T, Object> shown) {
        return new Value<>(expected, reader, written -> "", (value, scalar) -> shown.apply(value), true);
    }

    /** The same value, with a hint about texts that are none. */
    Value<T> withHint(UnaryOperator<String> more) {
        return new Value<>(expected, reader, more, shown, quotable);
    }

    /** The message about {@code scalar}, which is none. */
    String refusal(YamlScalar scalar) {
        if (!quotable) {
            return "expected " + expected;
        }
        String hintText = scalar.fromEnvironment() ? "" : hint.apply(scalar.value());
        return "expected " + expected + ", but got '" + scalar.written() + "'" + hintText;
    }
}
