// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.pane.FillMethod;
import io.tidemark.pane.PaneResults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes the results of windows without elements, as {@link FillMethod} says. */
final class FilledResults {
    private final List<String> names;
    private final List<FillMethod> methods;

    /** Of results {@code names}, each by the method at its place. */
    FilledResults(List<String> names, List<FillMethod> methods) {
        this.names = names;
        this.methods = methods;
    }

    /** What of {@code results} is wanted later to fill from; the rest is null. */
    @Nullable
    Object[] kept(PaneResults results) {
        @Nullable Object[] kept = new @Nullable Object[methods.size()];
        for (int i = 0; i < kept.length; i++) {
            Object value = results.value(i);
            kept[i] = switch (methods.get(i)) {
                case NULL -> null;
                case PREVIOUS -> value;
                case ZERO, LINEAR -> value instanceof Number || value instanceof Map<?, ?> ? value : null;
            };
        }
        return kept;
    }

    /** After a window with the results {@code last}; none is linear. */
    PaneResults after(@Nullable Object[] last) {
        return between(last, last, 0);
    }

    /**
     * Between two windows.
     *
     * @param last what was kept of the results of the one
     * @param next what was kept of those of the other
     * @param share how much of the way from the one to the other lies behind, from 0 to 1
     */
    PaneResults between(@Nullable Object[] last, @Nullable Object[] next, double share) {
        @Nullable Object[] values = new @Nullable Object[last.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (methods.get(i)) {
                case NULL -> null;
                case PREVIOUS -> last[i];
                case ZERO -> zero(last[i]);
                case LINEAR -> line(last[i], next[i], share);
            };
        }
        return new PaneResults(names, values);
    }

    private static @Nullable Object zero(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<Object, @Nullable Object> zeros = new LinkedHashMap<>();
            members.forEach((name, member) -> zeros.put(name, zero(member)));
            return zeros;
        }
        if (value instanceof Double || value instanceof Float) {
            return 0.0;
        }
        return value instanceof Number ? 0L : null;
    }

    private static @Nullable Object line(@Nullable Object last, @Nullable Object next, double share) {
        if (last instanceof Map<?, ?> members && next instanceof Map<?, ?> others) {
            Map<Object, @Nullable Object> between = new LinkedHashMap<>();
            members.forEach((name, member) -> between.put(name, line(member, others.get(name), share)));
            return between;
        }
        if (last instanceof Number from && next instanceof Number to) {
            // Weighted, as the difference of two large numbers may be beyond the range of a double.
            double value = from.doubleValue() * (1 - share) + to.doubleValue() * share;
            return Double.isFinite(value) ? value : null;
        }
        return null;
    }
}
