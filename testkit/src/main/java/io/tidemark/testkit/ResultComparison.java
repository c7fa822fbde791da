// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Compares results of aggregates: floating-point numbers within a relative error, everything else exactly, also inside lists, maps and arrays. */
final class ResultComparison {
    private final double relativeError;

    ResultComparison(double relativeError) {
        this.relativeError = relativeError;
    }

    void assertSame(String what, @Nullable Object actual, @Nullable Object expected) {
        if (isFloating(actual) && isFloating(expected)) {
            double number = ((Number) Objects.requireNonNull(expected)).doubleValue();
            assertThat(((Number) Objects.requireNonNull(actual)).doubleValue())
                    .as(what)
                    .isCloseTo(number, within(Math.abs(number) * relativeError));
        } else if (actual instanceof Map<?, ?> map && expected instanceof Map<?, ?> expectedMap) {
            assertThat(map.keySet()).as(what + ": keys").isEqualTo(expectedMap.keySet());
            map.forEach((key, value) -> assertSame(what + ": " + key, value, expectedMap.get(key)));
        } else if (asList(actual) instanceof List<?> list && asList(expected) instanceof List<?> expectedList) {
            assertThat(list).as(what).hasSameSizeAs(expectedList);
            for (int i = 0; i < list.size(); i++) {
                assertSame(what + ": " + i, list.get(i), expectedList.get(i));
            }
        } else {
            assertThat(actual).as(what).isEqualTo(expected);
        }
    }

    /** Fails when {@code result} is, or holds, a number that is none. */
    static void assertNoNaN(String what, @Nullable Object result) {
        if (result instanceof Number number) {
            assertThat(Double.isFinite(number.doubleValue()))
                    .as("%s is %s, but a result is a finite number or null (rule A3)", what, result)
                    .isTrue();
        } else if (result instanceof Map<?, ?> map) {
            map.forEach((key, value) -> assertNoNaN(what + ": " + key, value));
        } else if (asList(result) instanceof List<?> list) {
            list.forEach(part -> assertNoNaN(what, part));
        }
    }

    private static @Nullable Object asList(@Nullable Object result) {
        return result instanceof double[] numbers
                ? DoubleStream.of(numbers).boxed().toList()
                : result;
    }

    private static boolean isFloating(@Nullable Object result) {
        return result instanceof Double || result instanceof Float;
    }
}
