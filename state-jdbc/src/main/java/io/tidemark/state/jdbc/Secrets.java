// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values that must not be shown. An exception of a driver may hold some of them in its message, so that what is shown as the cause of ours is a copy without them.
 *
 * @param values the longest first, so that none is left half masked
 */
record Secrets(List<String> values) {
    private static final String MASK = "***";
    private static final int MAX_DEPTH = 16;

    /** {@code values}, of which null and empty ones are none. */
    static Secrets of(Collection<? extends @Nullable String> values) {
        return new Secrets(values.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(value -> !value.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** {@code text} without them. */
    String masked(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        return masked;
    }

    /** A copy of {@code error} and its causes that says the same without them. */
    Exception masked(Throwable error) {
        return masked(error, MAX_DEPTH);
    }

    private Exception masked(Throwable error, int depth) {
        String message = error.getClass().getName() + ": " + masked(String.valueOf(error.getMessage()));
        Exception copy = error instanceof SQLException known
                ? new SQLException(message, known.getSQLState(), known.getErrorCode())
                : new Exception(message);
        copy.setStackTrace(error.getStackTrace());
        @Nullable Throwable cause = error.getCause();
        if (cause != null && depth > 0) {
            copy.initCause(masked(cause, depth - 1));
        }
        // A batch's error and a pool's time-out keep what led to them beside the cause.
        Arrays.stream(error.getSuppressed()).limit(depth).forEach(other -> copy.addSuppressed(masked(other, 0)));
        return copy;
    }
}
