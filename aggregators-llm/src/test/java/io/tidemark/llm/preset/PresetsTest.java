// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.engine.Pipeline;
import io.tidemark.llm.format.DecoderOptions;
import io.tidemark.llm.format.FeedbackEventFormat;
import io.tidemark.llm.row.Key;
import io.tidemark.llm.row.RowBinding;
import io.tidemark.pane.Pane;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.window.TumblingWindows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresetsTest {
    private static final String CALL =
            "{\"type\":\"performance_metrics\",\"timestamp\":%d,\"model\":\"%s\",\"latency_ms\":%d,\"input_tokens\":%d,\"output_tokens\":%d,\"cost\":%s,\"error\":%s}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llm_performance",
                "llm_feedback",
                "llm_cost",
                "llm_quality",
                "llm_latency",
                "llm_errors",
                "llm_usage"
            })
    void every_preset_is_made_of_aggregates_there_are(String name) {
        Preset preset = Objects.requireNonNull(Presets.byName().get(name));
        assertThat(preset.name()).isEqualTo(name);
        assertThat(functions(preset, new RowBinding())).isNotEmpty();
        assertThat(preset.description()).isNotBlank();
    }

    @Test
    void d5_performance_from_the_bytes_to_the_panes() {
        List<Pane<?>> panes = run(
                Presets.LLM_PERFORMANCE,
                "model",
                CALL.formatted(0, "a", 100, 1000, 10, "0.5", "null"),
                CALL.formatted(60_000, "a", 300, 3000, 30, "null", "\"timeout\""),
                CALL.formatted(120_000, "b", 7, 1, 1, "null", "null"),
                "{\"type\":\"user_feedback\",\"timestamp\":1,\"model\":\"a\",\"rating\":5}",
                CALL.formatted(299_999, "a", 200, 2000, 20, "0.25", "null"));

        assertThat(panes).hasSize(2);
        Map<String, @Nullable Object> a = results(panes, "a");
        assertThat(a.keySet())
                .containsExactly(
                        "requests",
                        "avg_latency_ms",
                        "latency_ms",
                        "error_rate",
                        "throughput",
                        "cost_usd",
                        "input_tokens",
                        "output_tokens",
                        "total_tokens");
        assertThat(a.get("requests")).isEqualTo(3L);
        assertThat(a.get("avg_latency_ms")).isEqualTo(200.0);
        assertThat((Map<?, ?>) a.get("latency_ms")).extracting("p99").isEqualTo(300.0);
        assertThat(a.get("error_rate")).isEqualTo(1 / 3.0);
        assertThat(a.get("throughput")).isEqualTo(0.01);
        assertThat(a.get("cost_usd")).isEqualTo(0.75);
        assertThat(a.get("input_tokens")).isEqualTo(6000.0);
        assertThat(a.get("output_tokens")).isEqualTo(60.0);
        assertThat(a.get("total_tokens")).isEqualTo(6060.0);
        assertThat(results(panes, "b").get("cost_usd")).isNull();
    }

    @Test
    void d5_feedback_from_the_bytes_to_the_panes() {
        List<Pane<?>> panes = run(
                Presets.LLM_FEEDBACK,
                "session_id",
                "{\"type\":\"user_feedback\",\"timestamp\":1,\"session_id\":\"s\",\"rating\":5,\"liked\":true,\"task_completed\":true,\"response_regenerated\":true}",
                "{\"type\":\"user_feedback\",\"timestamp\":2,\"session_id\":\"s\",\"rating\":2,\"liked\":false,\"task_completed\":false,\"response_edited\":true,\"dwell_time_seconds\":4}",
                "{\"type\":\"user_feedback\",\"timestamp\":3,\"session_id\":\"s\",\"rating\":null,\"task_completed\":true,\"response_regenerated\":true,\"dwell_time_seconds\":8}",
                "{\"type\":\"user_feedback\",\"timestamp\":4,\"session_id\":\"s\"}");

        assertThat(results(panes, "s"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "feedbacks", 4L,
                        "ratings", 2L,
                        "average_rating", 3.5,
                        "task_completion_rate", 0.5,
                        "likes", 1L,
                        "regeneration_count", 2L,
                        "edit_count", 1L,
                        "avg_dwell_time_seconds", 6.0));
    }

    @Test
    void latency_errors_and_usage_from_the_bytes_to_the_panes() {
        String[] calls = {
            "{\"type\":\"performance_metrics\",\"timestamp\":1,\"model\":\"m\",\"user_id\":\"u1\",\"team\":\"a\",\"latency_ms\":1000,\"time_to_first_token_ms\":200,\"input_tokens\":100,\"cached_tokens\":50,\"output_tokens\":5,\"cost\":0.25,\"finish_reasons\":\"stop\"}",
            "{\"type\":\"performance_metrics\",\"timestamp\":2,\"model\":\"m\",\"user_id\":\"u2\",\"team\":\"a\",\"latency_ms\":1000,\"time_to_first_token_ms\":1000,\"input_tokens\":100,\"cached_tokens\":0,\"output_tokens\":1,\"cost\":0.5,\"finish_reasons\":\"length\"}",
            "{\"type\":\"performance_metrics\",\"timestamp\":3,\"model\":\"m\",\"user_id\":\"u1\",\"error\":\"timeout\",\"cost\":1}",
            "{\"type\":\"performance_metrics\",\"timestamp\":4,\"model\":\"m\",\"error\":\"timeout\"}"
        };
        Map<String, @Nullable Object> latency = results(run(Presets.LLM_LATENCY, "model", calls), "m");
        assertThat(latency.get("time_to_first_token_ms"))
                .asString()
                .startsWith("{p50=200.")
                .contains("p99=1000.0");
        // The response of one token has no time between tokens.
        assertThat(latency.get("inter_token_latency_ms")).asString().isEqualTo("{p50=200.0, p95=200.0, p99=200.0}");
        assertThat(latency.get("tokens_per_second")).asString().isEqualTo("{p5=1.0, p50=1.0, p95=5.0}");
        assertThat(latency.get("avg_tokens_per_second")).isEqualTo(3.0);

        Map<String, @Nullable Object> errors = results(run(Presets.LLM_ERRORS, "model", calls), "m");
        assertThat(errors.get("errors")).isEqualTo(2L);
        assertThat(errors.get("error_rate")).isEqualTo(0.5);
        assertThat(errors.get("top_errors"))
                .hasToString("{values=[{value=timeout, count=2, share=1.0}], total=2, error=0}");
        assertThat(errors.get("finish_reasons"))
                .hasToString(
                        "{values=[{value=length, count=1, share=0.5}, {value=stop, count=1, share=0.5}], total=2, error=0}");

        Map<String, @Nullable Object> usage = results(run(Presets.LLM_USAGE, "model", calls), "m");
        assertThat(usage.get("users")).isEqualTo(2L);
        assertThat(usage.get("cache_hit_rate")).isEqualTo(0.25);
        assertThat(usage.get("cost_by_user"))
                .asString()
                .startsWith("{values=[{value=u1, sum=1.25, share=0.714")
                .endsWith("{value=u2, sum=0.5, share=0.2857142857142857}], total=1.75, error=0.0}");
        assertThat(usage.get("cost_by_team"))
                .hasToString("{values=[{value=a, sum=0.75, share=1.0}], total=0.75, error=0.0}");
    }

    private static Map<String, @Nullable Object> results(List<Pane<?>> panes, String key) {
        return panes.stream()
                .filter(pane -> ((Key) pane.key()).value(0).equals(key))
                .findFirst()
                .orElseThrow()
                .results()
                .asMap();
    }

    /** Five-minute windows of a preset over records. */
    private static List<Pane<?>> run(Preset preset, String key, String... records) {
        RowBinding binding = new RowBinding();
        ViewBuilder<Row, Key> builder = View.<Row>named(preset.name())
                .filter(binding.events(preset.events()))
                .keyBy(binding.key(List.of(key)))
                .window(TumblingWindows.of(Duration.ofMinutes(5)));
        functions(preset, binding).forEach(builder::aggregate);
        Decoder<Row> decoder = new FeedbackEventFormat().decoder(DecoderOptions.of(binding.schema(), () -> 0));
        List<Pane<?>> panes = new ArrayList<>();
        try (Pipeline<Row> pipeline =
                Pipeline.of(builder.build()).panes(panes::add).build()) {
            for (int i = 0; i < records.length; i++) {
                decoder.decode(SourceRecord.of(0, i, records[i].getBytes(StandardCharsets.UTF_8)), feed(pipeline, i));
            }
            pipeline.endOfInput();
        }
        return panes;
    }

    private static ElementCollector<Row> feed(Pipeline<Row> pipeline, int offset) {
        return new ElementCollector<>() {
            @Override
            public void element(Row element, long timestamp) {
                pipeline.element(0, offset, element, timestamp);
            }

            @Override
            public void invalid(InvalidReason reason, String error) {
                throw new AssertionError(error);
            }
        };
    }

    private static Map<String, AggregateFunction<Row, ?, ?>> functions(Preset preset, RowBinding binding) {
        Map<String, AggregateFunction<Row, ?, ?>> functions = new LinkedHashMap<>();
        preset.aggregates().forEach((name, aggregate) -> {
            Map<String, Object> arguments = new LinkedHashMap<>(aggregate);
            RowAggregateFactory factory = factory(String.valueOf(arguments.remove("fn")));
            functions.put(name, factory.create(AggregateArguments.of(factory, arguments, binding)));
        });
        return functions;
    }

    private static RowAggregateFactory factory(String fn) {
        return ServiceLoader.load(RowAggregateFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.name().equals(fn))
                .findFirst()
                .orElseThrow();
    }
}
