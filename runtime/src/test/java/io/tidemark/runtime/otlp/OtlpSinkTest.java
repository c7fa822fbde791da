// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.runtime.cli.Cli;
import io.tidemark.runtime.config.OtlpSettings;
import io.tidemark.window.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpSinkTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory = Path.of("");

    private Collector collector = new Collector();

    OtlpSinkTest() throws IOException {}

    @BeforeEach
    void fresh() throws IOException {
        collector.close();
        collector = new Collector();
    }

    @AfterEach
    void close() {
        collector.close();
    }

    private OtlpSink sink(Map<String, String> more) {
        Map<String, String> properties = new java.util.HashMap<>(more);
        properties.put("endpoint", collector.endpoint());
        return new OtlpSink(OtlpSettings.of(properties), Duration.ofMillis(1));
    }

    private static Pane<?> pane(PaneTiming timing, boolean isRetraction, Window window, Object value) {
        return new Pane<>(
                "calls",
                "gpt",
                window,
                new PaneInfo(timing, 0, true),
                isRetraction,
                3,
                new PaneResults(List.of("r"), new Object[] {value}),
                window.end());
    }

    private static Pane<?> onTime(Object value) {
        return pane(PaneTiming.ON_TIME, false, Window.time(1_000, 2_000), value);
    }

    private JsonNode only() {
        assertThat(collector.metrics()).hasSize(1);
        return collector.metrics().get(0);
    }

    @Test
    void numbers_are_points_of_a_gauge_with_the_times_of_their_window() throws IOException {
        OtlpSink sink = sink(Map.of("service_name", "shop"));
        sink.write(onTime(2.5));
        sink.write(pane(PaneTiming.ON_TIME, false, Window.time(2_000, 3_000), 7L));
        assertThat(collector.taken()).isEmpty();
        sink.flush();
        sink.flush();

        assertThat(collector.taken()).hasSize(1);
        assertThat(collector.taken().get(0).at("/resourceMetrics/0/resource/attributes"))
                .isEqualTo(JSON.readTree("[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"shop\"}}]"));
        assertThat(only()).isEqualTo(JSON.readTree("""
                {"name": "calls.r", "gauge": {"dataPoints": [
                  {"attributes": [{"key": "tidemark.view", "value": {"stringValue": "calls"}}],
                   "startTimeUnixNano": "1000000000", "timeUnixNano": "2000000000", "asDouble": 2.5},
                  {"attributes": [{"key": "tidemark.view", "value": {"stringValue": "calls"}}],
                   "startTimeUnixNano": "2000000000", "timeUnixNano": "3000000000", "asInt": "7"}]}}
                """));
    }

    @Test
    void a_histogram_keeps_its_buckets_and_may_have_the_name_that_the_conventions_want() throws IOException {
        OtlpSink sink = sink(Map.of("name.calls.r", "gen_ai.client.operation.duration"));
        sink.write(
                onTime(Map.of("bounds", List.of(0.01, 0.02), "counts", List.of(1L, 0L, 5L), "count", 6L, "sum", 3.5)));
        sink.flush();

        assertThat(only().get("name").asText()).isEqualTo("gen_ai.client.operation.duration");
        assertThat(only().at("/histogram/aggregationTemporality").asInt())
                .as("delta")
                .isEqualTo(1);
        JsonNode point = only().at("/histogram/dataPoints/0");
        assertThat(point.get("count").asText()).isEqualTo("6");
        assertThat(point.get("sum").asDouble()).isEqualTo(3.5);
        assertThat(point.get("explicitBounds")).isEqualTo(JSON.readTree("[0.01, 0.02]"));
        assertThat(point.get("bucketCounts")).isEqualTo(JSON.readTree("[\"1\", \"0\", \"5\"]"));
    }

    @Test
    void percentiles_and_counts_by_value_are_points_that_say_which() throws IOException {
        OtlpSink sink = sink(Map.of());
        sink.write(onTime(Map.of("p99.9", 4.0)));
        sink.write(onTime(Map.of("timeout", 3L)));
        sink.flush();

        JsonNode points = only().at("/gauge/dataPoints");
        assertThat(points.at("/0/attributes/1/key").asText()).isEqualTo("tidemark.percentile");
        assertThat(points.at("/0/attributes/1/value/stringValue").asText()).isEqualTo("p99.9");
        assertThat(points.at("/1/attributes/1/key").asText()).isEqualTo("tidemark.value");
        assertThat(points.at("/1/attributes/1/value/stringValue").asText()).isEqualTo("timeout");
    }

    @Test
    void of_each_window_there_is_one_pane_and_what_is_no_number_is_left_out() throws IOException {
        OtlpSink sink = sink(Map.of());
        sink.write(pane(PaneTiming.EARLY, false, Window.time(1, 2), 1L));
        sink.write(pane(PaneTiming.LATE, false, Window.time(1, 2), 1L));
        sink.write(pane(PaneTiming.ON_TIME, true, Window.time(1, 2), 1L));
        sink.write(pane(PaneTiming.ON_TIME, false, Window.count(1, 2), 1L));
        sink.flush();
        assertThat(collector.taken()).isEmpty();

        sink.write(onTime("a text"));
        sink.write(onTime(Double.NaN));
        sink.flush();
        assertThat(collector.metrics()).isEmpty();
    }

    @Test
    void what_may_pass_is_tried_again_and_nothing_comes_twice() throws IOException {
        collector.answers(503, "");
        collector.answers(429, "slow down");
        OtlpSink sink = sink(Map.of("header.Authorization", "Bearer x"));
        sink.write(onTime(1L));
        sink.flush();

        assertThat(collector.taken()).hasSize(1);
        assertThat(collector.authorizations()).containsExactly("Bearer x", "Bearer x", "Bearer x");
    }

    @Test
    void what_lasts_is_a_failure_and_the_panes_are_not_forgotten() throws IOException {
        for (int i = 0; i < 9; i++) {
            collector.answers(503, "");
        }
        OtlpSink sink = sink(Map.of());
        sink.write(onTime(1L));

        assertThatThrownBy(sink::flush).isInstanceOf(IOException.class).hasMessageContaining("HTTP status 503");
        sink.flush();
        assertThat(collector.metrics()).hasSize(1);
    }

    @Test
    void what_is_refused_is_not_tried_again() throws IOException {
        collector.answers(400, "bad\n metric");
        OtlpSink sink = sink(Map.of());
        sink.write(onTime(1L));

        assertThatThrownBy(sink::flush)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("refuses metrics: HTTP status 400, bad\\u000a metric");
        assertThat(collector.authorizations()).hasSize(1);
    }

    @Test
    void what_was_taken_in_part_is_not_sent_again() throws IOException {
        collector.answers(200, "{\"partialSuccess\":{\"rejectedDataPoints\":\"1\",\"errorMessage\":\"too old\"}}");
        OtlpSink sink = sink(Map.of());
        sink.write(onTime(1L));
        sink.flush();
        sink.flush();

        assertThat(collector.taken()).hasSize(1);
    }

    @Test
    void a_job_sends_all_of_its_windows() {
        Cli cli = new Cli(directory);
        cli.file("job.yaml", """
                job: exported
                stream_processing:
                  source: {type: generator, format: feedback_event, count: 5000}
                  windows:
                    calls:
                      events: [performance_metrics]
                      key: [model]
                      type: tumbling
                      size: 10s
                      aggregates:
                        n: {fn: count}
                        duration: {fn: histogram, field: "latency_ms / 1000", metric: client.operation.duration}
                  sinks:
                    - {type: file, path: panes.jsonl}
                    - type: otlp
                      endpoint: %s/
                      attributes: {model: gen_ai.request.model}
                      names: {calls.duration: gen_ai.client.operation.duration}
                """.formatted(collector.endpoint()));

        Cli.Result run = cli.run("run", "job.yaml");

        assertThat(run.code()).as(run.err()).isZero();
        long panes = cli.text("panes.jsonl").lines().count();
        long points = collector.metrics().stream()
                .filter(metric -> metric.get("name").asText().equals("calls.n"))
                .mapToLong(metric -> metric.at("/gauge/dataPoints").size())
                .sum();
        assertThat(points).isEqualTo(panes).isGreaterThan(10);
        JsonNode histogram = collector.metrics().stream()
                .filter(metric -> metric.get("name").asText().equals("gen_ai.client.operation.duration"))
                .findFirst()
                .orElseThrow();
        assertThat(histogram.at("/histogram/dataPoints/0/explicitBounds")).hasSize(14);
        assertThat(histogram.at("/histogram/dataPoints/0/bucketCounts")).hasSize(15);
        assertThat(histogram.at("/histogram/dataPoints/0/attributes/1/key").asText())
                .isEqualTo("gen_ai.request.model");
        assertThat(collector
                        .taken()
                        .get(0)
                        .at("/resourceMetrics/0/resource/attributes/0/value/stringValue")
                        .asText())
                .isEqualTo("exported");
    }

    @Test
    void a_bad_endpoint_is_told_before_anything_runs_and_headers_are_not_shown() {
        Cli cli = new Cli(directory);
        String job = """
                job: exported
                stream_processing:
                  source: {type: generator}
                  windows: {calls: {key: [model], type: tumbling, size: 10s, aggregates: {n: {fn: count}}}}
                  sinks: [{type: otlp, endpoint: "%s", headers: {Authorization: Bearer hidden}}]
                """;
        cli.file("bad.yaml", job.formatted("localhost:4318"));
        cli.file("user.yaml", job.formatted("http://me:pass@localhost:4318"));
        cli.file("good.yaml", job.formatted("http://localhost:4318"));

        Cli.Result bad = cli.run("validate", "bad.yaml");
        Cli.Result user = cli.run("validate", "user.yaml");
        Cli.Result good = cli.run("validate", "good.yaml");

        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.err()).contains("bad.yaml:5", "expected a URL such as http://localhost:4318");
        assertThat(user.code()).isEqualTo(2);
        assertThat(user.err()).contains("put user and password into 'headers").doesNotContain("pass@");
        assertThat(good.code()).as(good.err()).isZero();
        assertThat(good.out()).contains("***").doesNotContain("hidden");
    }
}
