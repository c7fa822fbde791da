// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.NumberAggregate;
import io.tidemark.aggregate.NumberField;
import io.tidemark.aggregate.Results;
import io.tidemark.codec.StateCodec;
import io.tidemark.element.Row;
import io.tidemark.llm.sketch.Histogram;
import io.tidemark.llm.sketch.HistogramCodec;
import io.tidemark.window.Window;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a field by buckets.
 *
 * @param field reads the number
 * @param bounds where buckets end
 */
record FieldHistogram(NumberField<Row> field, List<Double> bounds)
        implements AggregateFunction<Row, Histogram, Map<String, Object>>, NumberAggregate<Row, Histogram> {
    @Override
    public Histogram createAccumulator() {
        return new Histogram(bounds.stream().mapToDouble(bound -> bound).toArray());
    }

    @Override
    public void add(Histogram accumulator, Row element) {
        double number = field.read(element);
        if (Double.isFinite(number)) {
            accumulator.add(number);
        }
    }

    @Override
    public void addNumber(Histogram accumulator, double number) {
        accumulator.add(number);
    }

    @Override
    public void merge(Histogram into, Histogram from) {
        into.merge(from);
    }

    @Override
    public boolean clear(Histogram accumulator) {
        accumulator.clear();
        return true;
    }

    @Override
    public Optional<StateCodec<Histogram>> codec() {
        return Optional.of(HistogramCodec.INSTANCE);
    }

    @Override
    public @Nullable Map<String, Object> result(Histogram accumulator, Window window) {
        if (accumulator.count() == 0) {
            return null;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("bounds", bounds);
        result.put("counts", Arrays.stream(accumulator.counts()).boxed().toList());
        result.put("count", accumulator.count());
        Double sum = Results.finite(accumulator.sum());
        if (sum != null) {
            result.put("sum", sum);
        }
        return Collections.unmodifiableMap(result);
    }
}
