// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the value of an {@link AggregateParameter} is. */
public enum ParameterType {
    /** The path of a field: a {@code String}. */
    FIELD("a field path") {
        @Override
        @Nullable
        Object read(AggregateParameter parameter, Object value) {
            return value instanceof String text && !text.isEmpty() ? text : null;
        }
    },
    /** A finite number: a {@code Double}. */
    NUMBER("a number") {
        @Override
        @Nullable
        Object read(AggregateParameter parameter, Object value) {
            return value instanceof Number number
                            && Double.isFinite(number.doubleValue())
                            && parameter.admits(number.doubleValue())
                    ? number.doubleValue()
                    : null;
        }
    },
    /** A whole number: a {@code Long}. */
    INTEGER("a whole number") {
        @Override
        @Nullable
        Object read(AggregateParameter parameter, Object value) {
            return (value instanceof Integer || value instanceof Long)
                            && parameter.admits(((Number) value).doubleValue())
                    ? ((Number) value).longValue()
                    : null;
        }
    },
    /** True or false: a {@code Boolean}. */
    BOOLEAN("true or false") {
        @Override
        @Nullable
        Object read(AggregateParameter parameter, Object value) {
            return value instanceof Boolean ? value : null;
        }
    },
    /** Any text: a {@code String}. */
    TEXT("a text") {
        @Override
        @Nullable
        Object read(AggregateParameter parameter, Object value) {
            return value instanceof String ? value : null;
        }
    },
    /** One or more finite numbers: a {@code List<Double>}. */
    NUMBERS("a list of numbers") {
        @Override
        @Nullable
        Object read(AggregateParameter parameter, Object value) {
            if (!(value instanceof List<?> list) || list.isEmpty()) {
                return null;
            }
            List<Object> numbers = new ArrayList<>(list.size());
            for (Object element : list) {
                Object number = element == null ? null : NUMBER.read(parameter, element);
                if (number == null) {
                    return null;
                }
                numbers.add(number);
            }
            return List.copyOf(numbers);
        }
    },
    /** Rows, each with a value for some of the columns: a {@code List<Map<String, Object>>}, each value in the form of its column's type, or a {@link LiveTable} of them. */
    TABLE("a list of objects") {
        @Override
        @Nullable
        Object read(AggregateParameter parameter, Object value) {
            if (value instanceof LiveTable) {
                return value;
            }
            if (!(value instanceof List<?> list)) {
                return null;
            }
            List<Object> rows = new ArrayList<>(list.size());
            for (int i = 0; i < list.size(); i++) {
                if (!(list.get(i) instanceof Map<?, ?> row)) {
                    return null;
                }
                rows.add(AggregateArguments.read(parameter.name() + "[" + i + "].", parameter.columns(), row));
            }
            return List.copyOf(rows);
        }
    };

    private final String what;

    ParameterType(String what) {
        this.what = what;
    }

    /** What a value must be, for messages, for example {@code a whole number}. */
    public String what() {
        return what;
    }

    /** {@code value} in the form that this type names, or null when it is something else or outside the limits. */
    abstract @Nullable Object read(AggregateParameter parameter, Object value);
}
