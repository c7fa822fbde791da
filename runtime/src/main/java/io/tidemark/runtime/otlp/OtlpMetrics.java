// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.llm.row.Key;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneTiming;
import io.tidemark.runtime.config.OtlpSettings;
import io.tidemark.runtime.json.JsonLine;
import io.tidemark.window.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Panes as a request of OTLP 1.x in JSON, {@code ExportMetricsServiceRequest}: each number of a window is a point of a gauge, each histogram one of a histogram with the buckets that it has, of delta temporality. A point has the
 * window's start and end as its times, and as attributes the fields of the key and {@code tidemark.view}.
 *
 * <p>Who gets them adds up what histograms say, so of each window there must be one: its on-time pane. Early and late panes, retractions, and windows that are not of time are left out.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/">OTLP</a>
 */
final class OtlpMetrics {
    private static final int DELTA = 1;
    private static final Pattern PERCENTILE = Pattern.compile("p\\d+(\\.\\d+)?");

    private final OtlpSettings settings;

    OtlpMetrics(OtlpSettings settings) {
        this.settings = settings;
    }

    /** A point that a pane makes: of a gauge, or, with a histogram, of that. */
    private record Point(
            Pane<?> pane,
            @Nullable String part,
            @Nullable Number number,
            @Nullable Map<?, ?> histogram) {}

    /** Whether points are made of {@code pane}. */
    static boolean takes(Pane<?> pane) {
        return pane.info().timing() == PaneTiming.ON_TIME
                && !pane.retraction()
                && pane.window().domain() == Window.Domain.TIME;
    }

    /** The body of the request that hands {@code panes} over. */
    byte[] request(List<Pane<?>> panes) {
        Map<String, List<Point>> byMetric = new LinkedHashMap<>();
        for (Pane<?> pane : panes) {
            addPoints(pane, byMetric);
        }
        return JsonLine.text(json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("resourceMetrics");
                    json.writeStartObject();
                    json.writeObjectFieldStart("resource");
                    json.writeArrayFieldStart("attributes");
                    attribute(json, "service.name", settings.service());
                    json.writeEndArray();
                    json.writeEndObject();
                    json.writeArrayFieldStart("scopeMetrics");
                    json.writeStartObject();
                    json.writeObjectFieldStart("scope");
                    json.writeStringField("name", "io.tidemark");
                    json.writeEndObject();
                    json.writeArrayFieldStart("metrics");
                    for (Map.Entry<String, List<Point>> metric : byMetric.entrySet()) {
                        metric(json, metric.getKey(), metric.getValue());
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                    json.writeEndArray();
                    json.writeEndObject();
                    json.writeEndArray();
                    json.writeEndObject();
                })
                .getBytes(StandardCharsets.UTF_8);
    }

    private void addPoints(Pane<?> pane, Map<String, List<Point>> byMetric) {
        List<String> names = pane.results().names();
        for (int i = 0; i < names.size(); i++) {
            String path = pane.view() + "." + names.get(i);
            String name = settings.names().getOrDefault(path, path);
            List<Point> points = points(pane, pane.results().value(i));
            // A metric is of one kind: should two results of different kinds be given one name, the second keeps its
            // own.
            boolean isHistogram = !points.isEmpty() && points.get(0).histogram() != null;
            List<Point> known = byMetric.get(name);
            boolean fits = known == null || known.isEmpty() || (known.get(0).histogram() != null) == isHistogram;
            if (!points.isEmpty()) {
                byMetric.computeIfAbsent(fits ? name : path, metric -> new ArrayList<>())
                        .addAll(points);
            }
        }
    }

    private static List<Point> points(Pane<?> pane, @Nullable Object value) {
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? List.of(new Point(pane, null, number, null)) : List.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return List.of();
        }
        if (map.get("bounds") instanceof List<?> && map.get("counts") instanceof List<?>) {
            return List.of(new Point(pane, null, null, map));
        }
        List<Point> points = new ArrayList<>();
        map.forEach((part, inner) -> {
            if (inner instanceof Number number && Double.isFinite(number.doubleValue())) {
                points.add(new Point(pane, String.valueOf(part), number, null));
            }
        });
        return points;
    }

    private void metric(JsonGenerator json, String name, List<Point> points) throws IOException {
        boolean isHistogram = points.get(0).histogram() != null;
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeObjectFieldStart(isHistogram ? "histogram" : "gauge");
        if (isHistogram) {
            json.writeNumberField("aggregationTemporality", DELTA);
        }
        json.writeArrayFieldStart("dataPoints");
        for (Point point : points) {
            point(json, point);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void point(JsonGenerator json, Point point) throws IOException {
        Window window = point.pane().window();
        json.writeStartObject();
        json.writeArrayFieldStart("attributes");
        attribute(json, "tidemark.view", point.pane().view());
        if (point.pane().key() instanceof Key key) {
            for (Map.Entry<String, Object> field : key.asMap().entrySet()) {
                attribute(json, settings.attributes().getOrDefault(field.getKey(), field.getKey()), field.getValue());
            }
        }
        if (point.part() != null) {
            boolean isPercentile = PERCENTILE.matcher(point.part()).matches();
            attribute(json, isPercentile ? "tidemark.percentile" : "tidemark.value", point.part());
        }
        json.writeEndArray();
        // 64-bit integers are texts in OTLP's JSON.
        json.writeStringField("startTimeUnixNano", nanos(window.start()));
        json.writeStringField("timeUnixNano", nanos(window.end()));
        if (point.histogram() != null) {
            histogram(json, point.histogram());
        } else if (point.number() instanceof Long || point.number() instanceof Integer) {
            json.writeStringField("asInt", String.valueOf(point.number()));
        } else {
            json.writeFieldName("asDouble");
            JsonLine.value(json, point.number());
        }
        json.writeEndObject();
    }

    private static void histogram(JsonGenerator json, Map<?, ?> histogram) throws IOException {
        json.writeStringField("count", String.valueOf(histogram.get("count")));
        json.writeFieldName("sum");
        JsonLine.value(json, histogram.get("sum"));
        json.writeFieldName("explicitBounds");
        JsonLine.value(json, histogram.get("bounds"));
        json.writeArrayFieldStart("bucketCounts");
        if (histogram.get("counts") instanceof List<?> counts) {
            for (Object count : counts) {
                json.writeString(String.valueOf(count));
            }
        }
        json.writeEndArray();
    }

    private static void attribute(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", name);
        json.writeObjectFieldStart("value");
        if (value instanceof Long || value instanceof Integer) {
            json.writeStringField("intValue", String.valueOf(value));
        } else if (value instanceof Double number) {
            json.writeNumberField("doubleValue", number);
        } else if (value instanceof Boolean truth) {
            json.writeBooleanField("boolValue", truth);
        } else if (value != null) {
            json.writeStringField("stringValue", String.valueOf(value));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String nanos(long millis) {
        // Times that nanoseconds cannot hold, before 1970 or after 2262, are as near as they can be.
        return millis <= 0 ? "0" : String.valueOf(Math.min(millis, Long.MAX_VALUE / 1_000_000) * 1_000_000);
    }
}
