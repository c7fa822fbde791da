// SPDX-License-Identifier: Apache-2.0
package io.tidemark.detect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a number is in the results of a pane: a result, or a member of one that is an object. Names may have points in them, as in {@code latency_ms.p99.9}: the longest name that fits counts.
 *
 * @param index of the result
 * @param result its name
 * @param member in it, empty for the result itself
 */
public record ValuePath(int index, String result, String member) {
    /**
     * Finds {@code path} among the names of results.
     *
     * @throws IllegalArgumentException when it begins with none of them
     */
    public static ValuePath of(String path, List<String> names) {
        int best = -1;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean fits = path.equals(name) || path.startsWith(name + ".");
            if (fits && (best < 0 || name.length() > names.get(best).length())) {
                best = i;
            }
        }
        if (best < 0) {
            throw new IllegalArgumentException("there is no result '" + path + "'; there are " + names);
        }
        String result = names.get(best);
        return new ValuePath(best, result, path.length() == result.length() ? "" : path.substring(result.length() + 1));
    }

    /** The number there, of the result's value; {@code NaN} when there is none. */
    public double number(@Nullable Object value) {
        return find(value, member) instanceof Number number && Double.isFinite(number.doubleValue())
                ? number.doubleValue()
                : Double.NaN;
    }

    /** {@code latency_ms}, or {@code p95 of latency_ms}. */
    public String text() {
        return member.isEmpty() ? result : member + " of " + result;
    }

    private static @Nullable Object find(@Nullable Object value, String member) {
        if (member.isEmpty()) {
            return value;
        }
        if (!(value instanceof Map<?, ?> members)) {
            return null;
        }
        if (members.containsKey(member)) {
            return members.get(member);
        }
        for (int dot = member.indexOf('.'); dot > 0; dot = member.indexOf('.', dot + 1)) {
            Object found = find(members.get(member.substring(0, dot)), member.substring(dot + 1));
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
