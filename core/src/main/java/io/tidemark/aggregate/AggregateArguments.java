// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.element.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one aggregate: a checked value for each parameter that was given or has a default.
 *
 * <p>Reading one that is absent, or as another type than its parameter's, is a defect of the factory and throws.
 */
public final class AggregateArguments {
    private final Map<String, Object> values;
    private final RowFields fields;

    private AggregateArguments(Map<String, Object> values, RowFields fields) {
        this.values = values;
        this.fields = fields;
    }

    /**
     * Checks {@code given} against the parameters of {@code factory} and adds the defaults.
     *
     * @param given strings, numbers, booleans, and lists and maps of them, as a YAML or JSON reader yields them
     * @throws IllegalArgumentException when one is unknown, missing or not what its parameter wants; the message names it and says what was expected
     */
    public static AggregateArguments of(RowAggregateFactory factory, Map<String, ?> given, RowFields fields) {
        return new AggregateArguments(read("", factory.parameters(), given), fields);
    }

    static Map<String, Object> read(String at, List<AggregateParameter> parameters, Map<?, ?> given) {
        Map<String, Object> values = new TreeMap<>();
        for (AggregateParameter parameter : parameters) {
            Object raw = given.get(parameter.name());
            Object value = raw == null ? absent(at, parameter) : check(at, parameter, raw);
            if (value != null) {
                values.put(parameter.name(), value);
            }
        }
        for (Object name : given.keySet()) {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
                throw new IllegalArgumentException("'" + at + name + "' is unknown; there are "
                        + parameters.stream().map(AggregateParameter::name).toList());
            }
        }
        return values;
    }

    private static @Nullable Object absent(String at, AggregateParameter parameter) {
        if (parameter.required()) {
            throw new IllegalArgumentException("'" + at + parameter.name() + "' is missing: " + expected(parameter));
        }
        return parameter.defaultValue();
    }

    /**
     * {@code value} in the form that the type of {@code parameter} names.
     *
     * @throws IllegalArgumentException when it is something else or outside the limits
     */
    public static Object check(AggregateParameter parameter, Object value) {
        return check("", parameter, value);
    }

    private static Object check(String at, AggregateParameter parameter, Object raw) {
        Object value = parameter.type().read(parameter, raw);
        if (value == null) {
            throw new IllegalArgumentException(
                    "'" + at + parameter.name() + "' must be " + expected(parameter) + ", not " + raw);
        }
        return value;
    }

    /** What a value of {@code parameter} must be, for messages, for example {@code a number in [0, 100]}. */
    public static String expected(AggregateParameter parameter) {
        boolean limited = parameter.least() != Double.NEGATIVE_INFINITY || parameter.most() != Double.POSITIVE_INFINITY;
        return parameter.type().what()
                + (limited ? " in " + from(parameter.least()) + ", " + plain(parameter.most()) + "]" : "");
    }

    private static String from(double least) {
        return least == Double.MIN_VALUE ? "(0" : "[" + plain(least);
    }

    private static String plain(double limit) {
        return limit == Math.rint(limit) && Math.abs(limit) < 1e15 ? Long.toString((long) limit) : "" + limit;
    }

    /** Whether {@code parameter} has a value, given or by default. */
    public boolean has(String parameter) {
        return values.containsKey(parameter);
    }

    /** The path of a field. */
    public String path(String parameter) {
        return as(String.class, parameter);
    }

    /** The slot of a field. */
    public int slot(String parameter) {
        return fields.slot(path(parameter));
    }

    /** The reader of a field as a number. */
    public NumberField<Row> field(String parameter) {
        return fields.number(path(parameter));
    }

    /** Counts how often an aggregate skipped an element for want of a field. */
    public LongAdder skipped(String parameter) {
        return fields.skipped(path(parameter));
    }

    /** A number. */
    public double number(String parameter) {
        return as(Double.class, parameter);
    }

    /** A whole number. */
    public long integer(String parameter) {
        return as(Long.class, parameter);
    }

    /** A truth value. */
    public boolean flag(String parameter) {
        return as(Boolean.class, parameter);
    }

    /** A text. */
    public String text(String parameter) {
        return as(String.class, parameter);
    }

    /** A list of numbers. */
    public List<Double> numbers(String parameter) {
        List<?> list = as(List.class, parameter);
        return list.stream().map(Double.class::cast).toList();
    }

    /** The rows of a table, each by column; of one that may be replaced those that hold now. */
    @SuppressWarnings("unchecked") // ParameterType.TABLE makes each row with read(), which yields just that.
    public List<Map<String, Object>> table(String parameter) {
        return liveTable(parameter).map(LiveTable::rows).orElseGet(() ->
                (List<Map<String, Object>>) as(List.class, parameter));
    }

    /** A table whose rows may be replaced while the job runs; nothing when they stay, or are absent. */
    public Optional<LiveTable> liveTable(String parameter) {
        return values.get(parameter) instanceof LiveTable live ? Optional.of(live) : Optional.empty();
    }

    private <T> T as(Class<T> type, String parameter) {
        Object value = Objects.requireNonNull(values.get(parameter), () -> "no argument '" + parameter + "'");
        return type.cast(value);
    }
}
