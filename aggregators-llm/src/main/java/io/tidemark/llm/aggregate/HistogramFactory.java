// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.ParameterType;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.Row;
import io.tidemark.llm.sketch.Histogram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** {@code histogram}: how many numbers of a field are in each bucket, their count and sum; the buckets are given, or those of a metric of OpenTelemetry. Null of nothing. */
public final class HistogramFactory implements RowAggregateFactory {
    private static final String BUCKETS = "buckets";
    private static final String METRIC = "metric";

    /** The buckets that the semantic conventions of OpenTelemetry for generative AI ask for, by the metric without its {@code gen_ai.}. */
    private static final Map<String, List<Double>> METRICS = metrics();

    /** For {@code ServiceLoader}. */
    public HistogramFactory() {}

    private static Map<String, List<Double>> metrics() {
        Map<String, List<Double>> metrics = new LinkedHashMap<>();
        metrics.put("client.operation.duration", powers(0.01, 2));
        metrics.put("client.token.usage", powers(1, 4));
        metrics.put(
                "server.time_to_first_token",
                List.of(0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0));
        metrics.put(
                "server.time_per_output_token",
                List.of(0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5));
        return metrics;
    }

    private static List<Double> powers(double first, double factor) {
        return DoubleStream.iterate(first, bound -> bound * factor)
                .limit(14)
                .boxed()
                .toList();
    }

    @Override
    public String name() {
        return "histogram";
    }

    @Override
    public String description() {
        return "How many numbers of a field are in each bucket, their count and sum";
    }

    @Override
    public List<AggregateParameter> parameters() {
        return List.of(
                Parameters.NUMBER_FIELD,
                AggregateParameter.of(
                        BUCKETS, ParameterType.NUMBERS, "where buckets end, ascending; a last one has no end"),
                AggregateParameter.of(
                        METRIC,
                        ParameterType.TEXT,
                        "a metric of OpenTelemetry whose buckets are taken: " + String.join(", ", METRICS.keySet())));
    }

    @Override
    public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
        if (arguments.has(BUCKETS) == arguments.has(METRIC)) {
            throw new IllegalArgumentException("give either 'buckets' or 'metric'");
        }
        return new FieldHistogram(
                arguments.field(Parameters.FIELD),
                arguments.has(BUCKETS) ? ascending(arguments.numbers(BUCKETS)) : ofMetric(arguments.text(METRIC)));
    }

    private static List<Double> ascending(List<Double> buckets) {
        boolean isAscending = true;
        for (int i = 1; i < buckets.size(); i++) {
            isAscending &= buckets.get(i) > buckets.get(i - 1);
        }
        if (!isAscending || buckets.size() > Histogram.MAX_BOUNDS) {
            throw new IllegalArgumentException("'buckets' must be 1 to " + Histogram.MAX_BOUNDS
                    + " numbers, each greater than the one before it, not " + buckets);
        }
        return buckets;
    }

    private static List<Double> ofMetric(String name) {
        List<Double> buckets = METRICS.get(name);
        if (buckets == null) {
            throw new IllegalArgumentException(
                    "'metric' must be one of " + String.join(", ", METRICS.keySet()) + ", not '" + name + "'");
        }
        return buckets;
    }
}
