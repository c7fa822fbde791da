// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.NumberField;
import io.tidemark.aggregate.Results;
import io.tidemark.codec.StateCodec;
import io.tidemark.element.Row;
import io.tidemark.llm.row.RowText;
import io.tidemark.llm.sketch.TopValues;
import io.tidemark.llm.sketch.TopValues.Figure;
import io.tidemark.llm.sketch.TopValues.Found;
import io.tidemark.llm.sketch.TopValuesCodec;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a field that have the greatest figure. Those that differ only in how many they show share an accumulator.
 *
 * @param field reads the text; rows without one are not meant
 * @param by reads the number; null where texts are counted
 * @param figure what each text has
 * @param maxValues up to how many texts it is exact
 * @param k how many are shown
 */
record FieldTop(RowText field, @Nullable NumberField<Row> by, Figure figure, int maxValues, int k)
        implements AggregateFunction<Row, TopValues, Map<String, Object>> {
    @Override
    public TopValues createAccumulator() {
        return new TopValues(maxValues, figure);
    }

    @Override
    public void add(TopValues accumulator, Row element) {
        String text = field.read(element);
        if (text == null) {
            return;
        }
        double number = by == null ? 0 : by.read(element);
        if (Double.isFinite(number)) {
            accumulator.add(text, number);
        }
    }

    @Override
    public void merge(TopValues into, TopValues from) {
        into.merge(from);
    }

    @Override
    public boolean clear(TopValues accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    public Optional<StateCodec<TopValues>> codec() {
        return Optional.of(TopValuesCodec.INSTANCE);
    }

    @Override
    public Object accumulatorKey() {
        return new Key(field, by, figure, maxValues);
    }

    @Override
    public @Nullable Map<String, Object> result(TopValues accumulator, Window window) {
        if (accumulator.count() == 0) {
            return null;
        }
        double total = figure == Figure.SUM ? accumulator.sum() : accumulator.count();
        List<Object> values = new ArrayList<>();
        accumulator.top(k).forEach(found -> values.add(value(found, total)));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("values", Collections.unmodifiableList(values));
        put(result, "total", figure == Figure.SUM ? (Object) Results.finite(total) : (Object) accumulator.count());
        result.put("error", figure == Figure.SUM ? (Object) accumulator.error() : (Object) (long) accumulator.error());
        return Collections.unmodifiableMap(result);
    }

    private Map<String, Object> value(Found found, double total) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("value", found.text());
        switch (figure) {
            case COUNT -> value.put("count", found.count());
            case SUM -> put(value, "sum", Results.finite(found.sum()));
            case MEAN -> {
                put(value, "mean", Results.finite(found.mean()));
                value.put("count", found.count());
            }
        }
        if (figure != Figure.MEAN && total > 0) {
            put(value, "share", Results.finite((figure == Figure.SUM ? found.sum() : found.count()) / total));
        }
        return Collections.unmodifiableMap(value);
    }

    /** What is no number is not shown. */
    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    /** What two must have in common to share an accumulator. */
    private record Key(RowText field, @Nullable NumberField<Row> by, Figure figure, int maxValues) {}
}
