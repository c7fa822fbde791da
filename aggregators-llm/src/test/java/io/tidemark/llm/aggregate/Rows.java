// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import io.tidemark.llm.row.RowBinding;
import io.tidemark.window.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Rows of one schema, and the aggregates over them as a job file would name them. */
final class Rows {
    static final Window MINUTE = Window.time(0, 60_000);
    private static final List<String> FIELDS =
            List.of("x", "y", "error", "cost", "model", "input_tokens", "output_tokens", "cached_tokens");
    private static final Map<String, RowAggregateFactory> FACTORIES = factories();

    final RowBinding binding = new RowBinding();
    private final RowSchema schema;

    Rows() {
        FIELDS.forEach(binding::slot);
        schema = binding.schema();
    }

    private static Map<String, RowAggregateFactory> factories() {
        Map<String, RowAggregateFactory> factories = new LinkedHashMap<>();
        for (RowAggregateFactory factory : ServiceLoader.load(RowAggregateFactory.class)) {
            factories.put(factory.name(), factory);
        }
        return factories;
    }

    static RowAggregateFactory factory(String fn) {
        RowAggregateFactory factory = FACTORIES.get(fn);
        if (factory == null) {
            throw new AssertionError("no aggregate '" + fn + "' in " + FACTORIES.keySet());
        }
        return factory;
    }

    /** The aggregate {@code fn}, arguments by name and value. */
    @SuppressWarnings("unchecked") // A function only meets accumulators of its own here.
    AggregateFunction<Row, Object, Object> function(String fn, Object... namesAndValues) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        RowAggregateFactory factory = factory(fn);
        return (AggregateFunction<Row, Object, Object>) factory.create(AggregateArguments.of(factory, given, binding));
    }

    /** A row of fields by name and value; null is null, an {@code int[]} is nested. */
    Row row(@Nullable Object... namesAndValues) {
        Row row = new Row(schema);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            set(row, schema.slot(String.valueOf(namesAndValues[i])), namesAndValues[i + 1]);
        }
        return row;
    }

    private static void set(Row row, int slot, @Nullable Object value) {
        if (value == null) {
            row.setNull(slot);
        } else if (value instanceof String text) {
            row.setText(slot, text);
        } else if (value instanceof Boolean truth) {
            row.setBoolean(slot, truth);
        } else if (value instanceof Long whole) {
            row.setInteger(slot, whole);
        } else if (value instanceof Number number) {
            row.setDecimal(slot, number.doubleValue());
        } else {
            row.setNested(slot);
        }
    }

    /** Rows with only {@code x}, one for each value. */
    Row[] xs(@Nullable Object... values) {
        Row[] rows = new Row[values.length];
        for (int i = 0; i < values.length; i++) {
            rows[i] = row("x", values[i]);
        }
        return rows;
    }

    static @Nullable Object result(AggregateFunction<Row, Object, Object> function, Window window, Row... rows) {
        Object accumulator = function.createAccumulator();
        for (Row row : rows) {
            function.add(accumulator, row);
        }
        return function.result(accumulator, window);
    }
}
