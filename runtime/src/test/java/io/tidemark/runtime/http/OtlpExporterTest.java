// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenTelemetry SDK sends spans with its own exporter for OTLP/HTTP, as programs do that are traced. */
class OtlpExporterTest {
    private static final String JOB = """
            job: exported
            stream_processing:
              source: {type: http, format: otlp, path: journal, max_disk_mb: 16, max_request_mb: 1}
              windows:
                calls:
                  events: [llm_call]
                  key: [model]
                  type: tumbling
                  size: 1h
                  aggregates:
                    n: {fn: count}
                    input: {fn: sum, field: input_tokens}
                    output: {fn: sum, field: output_tokens}
                    latency: {fn: max, field: latency_ms}
                    temperature: {fn: max, field: gen_ai.request.temperature}
                    provider: {fn: first, field: provider}
                    answered: {fn: first, field: response_model}
                    finished: {fn: first, field: finish_reasons}
                    service: {fn: first, field: service.name}
              checkpointing: {interval_seconds: 3600, retention_count: 1, storage: {type: local, path: checkpoints}}
              sinks: [{type: file, path: panes.jsonl}]
              server: {port: %d%s}
            """;

    private static final Instant START = Instant.ofEpochMilli(1_767_225_600_000L);
    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

    @TempDir
    private Path directory = Path.of("");

    private final List<SpanData> spans = new ArrayList<>();

    /** Keeps the spans that the SDK would export. */
    private final class Kept implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> exported) {
            spans.addAll(exported);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @BeforeEach
    void spans() {
        Resource resource = Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "shop"));
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(resource)
                .addSpanProcessor(SimpleSpanProcessor.create(new Kept()))
                .build()) {
            for (int i = 0; i < 3; i++) {
                Span span = provider.get("test")
                        .spanBuilder("chat gpt-4o")
                        .setStartTimestamp(START)
                        .startSpan();
                span.setAttribute("gen_ai.operation.name", "chat");
                span.setAttribute("gen_ai.provider.name", "openai");
                span.setAttribute("gen_ai.request.model", "gpt-4o");
                span.setAttribute("gen_ai.response.model", "gpt-4o-2024-08-06");
                span.setAttribute("gen_ai.request.temperature", 0.25);
                span.setAttribute("gen_ai.usage.input_tokens", 1200 + i);
                span.setAttribute("gen_ai.usage.output_tokens", 340);
                span.setAttribute(FINISH_REASONS, List.of("stop", "length"));
                // So that a request is nearly as large as a record may be.
                span.setAttribute("gen_ai.input.messages", "[{\"role\":\"user\"}] \u00fc".repeat(15_000));
                span.end(START.plusMillis(412));
            }
        }
    }

    private static OtlpHttpSpanExporterBuilder to(OtlpFront front) {
        return OtlpHttpSpanExporter.builder().setEndpoint(front.traces().toString());
    }

    private boolean isTaken(OtlpHttpSpanExporter exporter) {
        CompletableResultCode result = exporter.export(spans).join(1, TimeUnit.MINUTES);
        assertThat(result.isDone()).isTrue();
        return result.isSuccess();
    }

    private static JsonNode results(ServedRun run) {
        return run.json("/api/v1/views/calls/windows?key=%7B%22model%22:%22gpt-4o%22%7D")
                .at("/windows/0/results");
    }

    private static void awaitSpans(ServedRun run, int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> results(run).at("/n").asInt() == count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip"})
    void spans_arrive_with_their_fields(String compression) throws IOException {
        try (ServedRun run = ServedRun.of(directory, JOB);
                OtlpFront front = new OtlpFront(run, () -> {});
                OtlpHttpSpanExporter exporter =
                        to(front).setCompression(compression).build()) {
            assertThat(isTaken(exporter)).isTrue();

            awaitSpans(run, 3);
            JsonNode results = results(run);
            assertThat(results.get("input").asDouble()).isEqualTo(3603);
            assertThat(results.get("output").asDouble()).isEqualTo(1020);
            assertThat(results.get("latency").asDouble()).isEqualTo(412);
            assertThat(results.get("temperature").asDouble()).isEqualTo(0.25);
            assertThat(results.get("provider").asText()).isEqualTo("openai");
            assertThat(results.get("answered").asText()).isEqualTo("gpt-4o-2024-08-06");
            assertThat(results.get("finished").asText()).isEqualTo("stop,length");
            assertThat(results.get("service").asText()).isEqualTo("shop");
            assertThat(front.answers())
                    .containsExactly(
                            "application/x-protobuf " + (compression.equals("gzip") ? "gzip" : "null") + " 200");
        }
    }

    @Test
    void what_a_full_journal_refuses_the_exporter_sends_again_and_it_is_there_once() throws IOException {
        RetryPolicy soon = RetryPolicy.builder()
                .setInitialBackoff(Duration.ofMillis(1))
                .setMaxBackoff(Duration.ofMillis(2))
                .build();
        int kept = 0;
        try (ServedRun run = ServedRun.of(directory, JOB)) {
            try (OtlpFront front = new OtlpFront(run, () -> {});
                    OtlpHttpSpanExporter once = to(front).setRetryPolicy(null).build()) {
                while (isTaken(once)) {
                    kept += 3;
                }
                assertThat(front.answers().get(front.answers().size() - 1)).endsWith(" 429");
            }
            int before = kept;
            assertThat(before).isPositive();

            try (OtlpFront front = new OtlpFront(run, () -> makeRoom(run, before));
                    OtlpHttpSpanExporter again = to(front).setRetryPolicy(soon).build()) {
                assertThat(isTaken(again)).isTrue();
                assertThat(front.answers())
                        .containsExactly("application/x-protobuf null 429", "application/x-protobuf null 200");
            }
            awaitSpans(run, before + 3);
        }
    }

    /** The journal's files are deleted after a checkpoint that has all that is in them. */
    private static void makeRoom(ServedRun run, int spans) {
        awaitSpans(run, spans);
        run.checkpoint();
    }
}
